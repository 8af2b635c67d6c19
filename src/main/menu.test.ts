import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from './menu'
import type { MenuSettings } from './menu'

const settings: MenuSettings = {
  platform: 'linux',
  recent: [],
  developing: false,
  choose: () => undefined,
  showLicences: () => undefined,
}

function everyItem(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? everyItem(item.submenu) : [])])
}

const platforms = ['linux', 'darwin', 'win32'] as const

describe.each(platforms)('the menu on %s', (platform) => {
  const items = everyItem(menuTemplate({ ...settings, platform }))

  it('gives no key to two commands', () => {
    const keys = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator)]))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('lets the application be left in one place', () => {
    const leaving = items.filter(({ role }) => role === 'quit' || role === 'appMenu')
    expect(leaving).toHaveLength(1)
  })

  it('has tools for developers only for developers', () => {
    const roles = (developing: boolean) =>
      everyItem(menuTemplate({ ...settings, platform, developing })).map(({ role }) => role)
    expect(roles(false)).not.toContain('toggleDevTools')
    expect(roles(true)).toContain('toggleDevTools')
  })
})

it('lists recent projects, those that are gone greyed out', () => {
  const chosen: unknown[] = []
  const recent = [
    { folder: '/a/cats & dogs', name: 'cats & dogs', present: true },
    { folder: '/b', name: 'b', present: false },
  ]
  const choose: MenuSettings['choose'] = (command, folder) => chosen.push([command, folder])
  const items = everyItem(menuTemplate({ ...settings, recent, choose }))
  const [first, second] = items.filter(({ label }) => label?.includes('('))
  expect([first?.label, first?.enabled]).toEqual(['cats && dogs (/a/cats && dogs)', true])
  expect([second?.label, second?.enabled]).toEqual(['b (/b)', false])
  ;(first?.click as () => void)()
  expect(chosen).toEqual([['open-project', '/a/cats & dogs']])
})

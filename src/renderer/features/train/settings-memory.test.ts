import { expect, it } from 'vitest'
import { defaultSettings } from './settings-draft'
import { rememberSettings, rememberedSettings } from './settings-memory'

function place(content: Record<string, string> = {}) {
  const items = new Map(Object.entries(content))
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

it('gives back what was chosen, a project apart from the other', () => {
  const storage = place()
  const chosen = { ...defaultSettings, epochs: 3, head: 'flatten' as const }
  rememberSettings(storage, '/pets', chosen)
  expect(rememberedSettings(storage, '/pets')).toEqual(chosen)
  expect(rememberedSettings(storage, '/birds')).toEqual(defaultSettings)
})

it.each(['{', 'null', '{"epochs":0}', '{"model":"gone"}', '[]'])(
  'falls back to the defaults on %s',
  (text) => {
    const storage = place()
    rememberSettings(storage, '/pets', defaultSettings)
    for (const key of storage.items.keys()) storage.items.set(key, text)
    expect(rememberedSettings(storage, '/pets')).toEqual(defaultSettings)
  },
)

it('does without a storage that is shut', () => {
  const refuse = (): never => {
    throw new DOMException('no', 'SecurityError')
  }
  const shut = { getItem: refuse, setItem: refuse }
  expect(() => rememberSettings(shut, '/pets', defaultSettings)).not.toThrow()
  expect(rememberedSettings(shut, '/pets')).toEqual(defaultSettings)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { formatNotices, shippedPackages } from './notices.mjs'

const root = join(import.meta.dirname, '../..')

it('names every package that ships', () => {
  const preamble = readFileSync(join(root, 'scripts/notices/preamble.md'), 'utf8')
  const page = readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8')
  expect(page, 'write it again: node scripts/notices.mjs').toBe(
    formatNotices(preamble, shippedPackages(root)),
  )
})

it('knows what ships and what only builds', () => {
  const names = shippedPackages(root).map(({ name }) => name)
  expect(names).toContain('better-sqlite3')
  expect(names).toContain('@tensorflow/tfjs-node')
  expect(names).not.toContain('vitest')
})

it('prints each licence once', () => {
  const part = { version: '1.0.0', license: 'MIT', text: 'Be kind.' }
  const page = formatNotices('# Notices', [
    { name: 'a', ...part },
    { name: 'b', ...part },
    { name: 'c', ...part, text: '' },
  ])
  expect(page.match(/Be kind\./g)).toHaveLength(1)
  expect(page).toContain('- a 1.0.0 (MIT)\n- b 1.0.0 (MIT)\n\n```text')
  expect(page).toContain('(No text in the package.)')
})

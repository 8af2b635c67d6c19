import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyByAnswer, folderName } from './classify-copies'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'headstart-copies-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function photo(...parts: string[]): string {
  const path = join(folder, ...parts)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, parts.join('/'))
  return path
}

it('puts every photo with an answer into the folder of its class', async () => {
  const results = [
    { path: photo('a.jpg'), answer: 'cat' },
    { path: photo('b.jpg'), answer: 'dog' },
    { path: photo('c.jpg'), answer: null },
  ]
  const out = join(folder, 'out')
  expect(await copyByAnswer(out, results)).toBe(2)
  expect(readdirSync(out, { recursive: true }).sort()).toEqual(['cat', 'cat/a.jpg', 'dog', 'dog/b.jpg'])
})

it('numbers names that are taken, and overwrites nothing', async () => {
  const results = ['1', '2', '3'].map((name) => ({ path: photo(name, 'a.jpg'), answer: 'cat' }))
  await copyByAnswer(join(folder, 'out'), results)
  const copies = readdirSync(join(folder, 'out', 'cat')).sort()
  expect(copies).toEqual(['a (2).jpg', 'a (3).jpg', 'a.jpg'])
  expect(readFileSync(join(folder, 'out', 'cat', 'a (3).jpg'), 'utf8')).toBe('3/a.jpg')
})

it.each([
  ['cat', 'cat'],
  ['../up', '.._up'],
  ['..', '_'],
  ['a/b\\c', 'a_b_c'],
  ['', '_'],
  ['Zoë 🐈', 'Zoë 🐈'],
])('names the folder of class "%s" "%s"', (label, name) => {
  expect(folderName(label)).toBe(name)
})

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '../shared/errors'
import { openLog, prepareLogFile } from './log'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'headstart-log-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('keeps the stack and the cause of an error', () => {
  const path = join(folder, 'deep', 'host.log')
  const cause = new Error('disk on fire')
  openLog(path).error({ err: new AppError('internal', 'It failed.', undefined, cause) }, 'photos.list')
  const text = readFileSync(path, 'utf8')
  expect(text).toContain('log.test.ts')
  expect(text).toContain('disk on fire')
})

it('puts a log that has grown too long aside and keeps a short one', () => {
  const path = join(folder, 'host.log')
  writeFileSync(path, 'x')
  prepareLogFile(path)
  expect(existsSync(`${path}.old`)).toBe(false)
  writeFileSync(path, Buffer.alloc(5_000_001))
  prepareLogFile(path)
  expect(existsSync(path)).toBe(false)
  expect(statSync(`${path}.old`).size).toBe(5_000_001)
})

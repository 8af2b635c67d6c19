// @ts-check
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SetupProblem } from './problem.mjs'
import { readSessionConfigs } from './session-config.mjs'

const own = 'napi_value TFJSBackend::LoadSavedModel() {\n  TF_Graph *graph = TF_NewGraph();\n}\n'

/** @type {string} */
let folder
/** @type {string} */
let file
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-binding-'))
  file = join(folder, 'tfjs_backend.cc')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('changes the source once, however often it is asked', () => {
  writeFileSync(file, own)
  readSessionConfigs(file)
  const changed = readFileSync(file, 'utf8')
  expect(changed).toContain('session_config.pb')
  readSessionConfigs(file)
  expect(readFileSync(file, 'utf8')).toBe(changed)
})

it.each(['int main() {}\n', own + own])('leaves another source alone, and says so', (other) => {
  writeFileSync(file, other)
  expect(() => readSessionConfigs(file)).toThrow(SetupProblem)
  expect(readFileSync(file, 'utf8')).toBe(other)
})

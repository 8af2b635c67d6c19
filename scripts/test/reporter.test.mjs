// @ts-check
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readJson } from '../setup/json-file.mjs'
import { inPackages, root } from '../setup/place.mjs'

const suite = `
import { describe, expect, it } from 'vitest'
it('passes', () => {})
it('passes, too', () => {})
it('fails', () => expect(1).toBe(2))
it.skip('is skipped without a reason', () => {})
it('notes why', ({ skip }) => skip('no camera'))
describe.skip('around', { meta: { skipReason: 'no display' } }, () => { it('inside', () => {}) })
`

/** @type {string} */
let folder
/** @type {import('./reporter.mjs').SuiteSummary} */
let summary

/** In the packages' cache: vitest has to be found from there. */
beforeAll(async () => {
  folder = mkdtempSync(inPackages('.headstart-reporter-'))
  writeFileSync(join(folder, 'suite.test.mjs'), suite)
  writeFileSync(join(folder, 'broken.test.mjs'), `throw new Error('cannot be read')`)
  const config = { test: { include: ['*.test.mjs'], exclude: [] } }
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)}`)
  const file = join(folder, 'summary.json')
  const reporter = join(root, 'scripts', 'test', 'reporter.mjs')
  await new Promise((resolve) =>
    execFile(
      process.execPath,
      [inPackages('vitest', 'vitest.mjs'), 'run', '--root', folder, `--reporter=${reporter}`],
      { cwd: folder, env: { ...process.env, HEADSTART_TEST_SUMMARY: file } },
      resolve,
    ),
  )
  summary = readJson(file)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

it('counts what passed', () => {
  expect(summary.passed).toBe(2)
})

it('counts files that cannot be read as failed', () => {
  expect(summary.failed).toBe(2)
})

it('gives a reason for everything that was skipped', () => {
  const reasons = summary.skipped.map(({ name, reason }) => [
    name.replace(/^.*suite\.test\.mjs › /, ''),
    reason,
  ])
  expect(reasons).toEqual([
    ['is skipped without a reason', 'a condition in the file does not hold here'],
    ['notes why', 'no camera'],
    ['around > inside', 'no display'],
  ])
})

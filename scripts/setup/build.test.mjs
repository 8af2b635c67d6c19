// @ts-check
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { explainBuild, fingerprint } from './build.mjs'

describe('the fingerprint', () => {
  /** @type {string} */
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'headstart-fingerprint-'))
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true })
    write('src/deep/a.ts', 'a', 1000)
    write('src/b.ts', 'b', 2000)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** @param {string} path @param {string} content @param {number} seconds */
  function write(path, content, seconds) {
    writeFileSync(join(folder, path), content)
    utimesSync(join(folder, path), seconds, seconds)
  }
  const taken = () => fingerprint(folder, ['src', 'missing'])

  it('stays while nothing changes', () => {
    expect(taken()).toBe(taken())
  })

  it.each(
    /** @type {[string, () => void][]} */ ([
      ['of another size', () => write('src/b.ts', 'bb', 2000)],
      ['of another time', () => write('src/b.ts', 'c', 2001)],
      ['more', () => write('src/deep/c.ts', '', 1000)],
      ['less', () => rmSync(join(folder, 'src', 'deep', 'a.ts'))],
    ]),
  )('changes with a file %s', (_what, change) => {
    const before = taken()
    change()
    expect(taken()).not.toBe(before)
  })

  it('does not change with a test', () => {
    const before = taken()
    write('src/b.test.ts', '', 3000)
    expect(taken()).toBe(before)
  })

  it('does not depend on where the folder lies', () => {
    const before = taken()
    const other = mkdtempSync(join(tmpdir(), 'headstart-fingerprint-'))
    const first = folder
    folder = other
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true })
    write('src/b.ts', 'b', 2000)
    write('src/deep/a.ts', 'a', 1000)
    expect(taken()).toBe(before)
    rmSync(first, { recursive: true })
  })
})

describe('a build that failed', () => {
  it.each([
    [
      'error during build:\nCould not resolve entry module "src/x.ts".\n    at y',
      'Could not resolve entry module "src/x.ts".',
    ],
    ['vite v8\n\u001b[31merror\u001b[39m: Unexpected token', 'Unexpected token'],
    ['Killed', 'no reason given'],
  ])('is explained in one sentence: %j', (output, reason) => {
    const sentence = explainBuild(output)
    expect(sentence).toMatch(/^The build failed \(.+\): .+setup\.log\.$/)
    expect(sentence).toContain(`(${reason})`)
  })
})

// @ts-check
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const fixture = join(import.meta.dirname, '..', 'setup', 'fixtures', 'run.mjs')
const sh = '#!/bin/sh\n'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-parity-'))
  mkdirSync(join(folder, 'programs'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/**
 * What asking for Python with Keras gives, where `python3` is a shell script.
 * @param {string} [script]
 * @param {{ name: string, also: string[] }} [options]
 * @returns {Promise<{ result?: string, problem?: string }>}
 */
async function ask(script, options) {
  const PATH = join(folder, 'programs')
  if (script !== undefined) writeProgram(join(PATH, 'python3'), script)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fixture, '../parity/keras-python.mjs', 'kerasPython', JSON.stringify(options ? [options] : [])],
    { env: { HEADSTART_CACHE: join(folder, 'cache'), HOME: folder, PATH } },
  )
  return JSON.parse(stdout)
}

/** @param {string} path @param {string} script */
function writeProgram(path, script) {
  writeFileSync(path, sh + script)
  chmodSync(path, 0o755)
}

/** A Python whose environments hold another one, whose pip does as told. @param {string} pip */
function pythonWith(pip) {
  const inside = `${sh}echo installed >> "${folder}/installed"\n${pip}\n`
  writeFileSync(join(folder, 'inside'), inside)
  return [
    'if [ "$2" = venv ]; then',
    '  /bin/mkdir -p "$3/bin"',
    `  /bin/cp "${folder}/inside" "$3/bin/python"`,
    '  /bin/chmod 755 "$3/bin/python"',
    'fi',
  ].join('\n')
}

describe.skipIf(process.platform === 'win32')('kerasPython', () => {
  it('makes an environment once', async () => {
    const python = join(folder, 'cache', 'parity-venv', 'bin', 'python')
    expect(await ask(pythonWith('exit 0'))).toEqual({ result: python })
    expect(await ask()).toEqual({ result: python })
    expect(readFileSync(join(folder, 'installed'), 'utf8')).toBe('installed\n')
  })

  it('makes it anew where it was interrupted, or holds other packages', async () => {
    await ask(pythonWith('exit 0'))
    const record = join(folder, 'cache', 'parity-venv', 'headstart.txt')
    writeFileSync(record, 'keras==2.0.0')
    await ask()
    rmSync(record)
    await ask()
    expect(readFileSync(join(folder, 'installed'), 'utf8')).toBe('installed\n'.repeat(3))
  })

  it('makes another one for what needs further packages', async () => {
    const bench = { name: 'bench', also: ['onnx==1.0.0'] }
    const python = join(folder, 'cache', 'bench-venv', 'bin', 'python')
    expect(await ask(pythonWith('exit 0'), bench)).toEqual({ result: python })
    const record = readFileSync(join(folder, 'cache', 'bench-venv', 'headstart.txt'), 'utf8')
    expect(record).toMatch(/^keras==[^]*\nonnx==1\.0\.0$/)
    expect(existsSync(join(folder, 'cache', 'parity-venv'))).toBe(false)
  })

  it('says why where there is no Python', async () => {
    expect((await ask()).problem).toMatch(/^Python 3 is missing/)
  })

  it('says why where Python has no venv', async () => {
    const script = 'if [ "$2" = venv ]; then echo "ensurepip is not available"; exit 1; fi'
    expect((await ask(script)).problem).toMatch(/^venv for Python 3 is missing: install it with `.+`/)
  })

  it('says why where the packages cannot be had, and tries again the next time', async () => {
    const { problem } = await ask(pythonWith('echo "ERROR: no luck"; exit 1'))
    expect(problem).toMatch(/^pip failed \(no luck\)/)
    expect(existsSync(join(folder, 'cache', 'parity-venv', 'headstart.txt'))).toBe(false)
    expect((await ask(pythonWith('exit 0'))).result).toBeDefined()
  })
})

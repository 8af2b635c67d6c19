// @ts-check
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProgram } from './programs.mjs'

const fixture = join(import.meta.dirname, 'fixtures', 'run.mjs')
const nobody = 'http://127.0.0.1:9'
const isWindows = process.platform === 'win32'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-missing-'))
  mkdirSync(join(folder, 'cache'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/**
 * What a person would read, or null where nothing is missing.
 * @param {[module: string, name: string, ...parameters: unknown[]]} call
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string | null>}
 */
async function problem([module, name, ...parameters], environment) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fixture, module, name, JSON.stringify(parameters)],
    { env: { HEADSTART_CACHE: join(folder, 'cache'), HOME: folder, ...environment } },
  )
  return JSON.parse(stdout).problem ?? null
}

/**
 * A folder that holds the named programs, each a line of shell script.
 * @param {Record<string, string>} programs
 */
function programs(programs) {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}

describe.skipIf(isWindows)('what is missing is named, with how to get it', () => {
  it.skipIf(process.platform === 'darwin')('a compiler', async () => {
    const sentence = await problem(['binding.mjs', 'requireCompiler'], { PATH: programs({ make: 'true' }) })
    expect(sentence).toBe(
      'A C++ compiler and make are missing: install them with `sudo apt install g++ make` (or its like on systems other than Debian and Ubuntu).',
    )
  })

  it.skipIf(process.platform === 'darwin')('make beside a compiler', async () => {
    const sentence = await problem(['binding.mjs', 'requireCompiler'], { PATH: programs({ 'g++': 'true' }) })
    expect(sentence).toMatch(/make are missing: install them with/)
    const complete = { PATH: programs({ 'clang++': 'true', make: 'true' }) }
    expect(await problem(['binding.mjs', 'requireCompiler'], complete)).toBeNull()
  })

  it('Python', async () => {
    const sentence = await problem(['python-wheels.mjs', 'pythonWithPip'], { PATH: programs({}) })
    expect(sentence).toMatch(/^Python 3 is missing: install it with `.+`/)
  })

  it('pip', async () => {
    const PATH = programs({ python3: '[ "$1" = --version ]' })
    const sentence = await problem(['python-wheels.mjs', 'pythonWithPip'], { PATH })
    expect(sentence).toMatch(/^pip for Python 3 is missing: install it with `.+`/)
  })

  it('npm', async () => {
    const sentence = await problem(['npm.mjs', 'runNpm', process.execPath, ['--version'], { cwd: folder }], {
      PATH: programs({}),
    })
    expect(sentence).toMatch(/^npm is missing: install Node together with npm/)
  })

  it('room on the disk', async () => {
    const folders = [join(folder, 'not', 'there', 'yet')]
    const sentence = await problem(['disk-space.mjs', 'requireDiskSpace', folders, 1e18], {})
    expect(sentence).toMatch(
      /^1000000000\.0 GB of free disk space are needed at .+, and \d+\.\d GB are left there: delete something, or let HEADSTART_CACHE/,
    )
    expect(await problem(['disk-space.mjs', 'requireDiskSpace', folders, 1], {})).toBeNull()
  })
})

describe('a registry that cannot be reached', () => {
  it("is npm's", async () => {
    const npm = findProgram('npm') ?? ''
    const environment = {
      PATH: [dirname(process.execPath), dirname(npm), '/usr/bin', '/bin'].join(delimiter),
      npm_config_registry: nobody,
      npm_config_fetch_retries: '0',
      npm_config_userconfig: join(folder, 'npmrc'),
    }
    const sentence = await problem(
      ['npm.mjs', 'runNpm', process.execPath, ['install', 'left-pad'], { cwd: folder }],
      environment,
    )
    expect(sentence).toBe(
      'The npm registry cannot be reached (ECONNREFUSED): check the network and `npm config get registry`, then try again.',
    )
  }, 30_000)

  it("is Python's", async () => {
    const python = findProgram('python3') ?? ''
    const wheels = { name: 'none', requirements: ['tensorflow-cpu==2.21.0'], platforms: ['any'] }
    const sentence = await problem(['python-wheels.mjs', 'downloadWheels', python, wheels], {
      PATH: process.env['PATH'],
      PIP_CONFIG_FILE: '/dev/null',
      PIP_INDEX_URL: nobody,
      PIP_RETRIES: '0',
    })
    expect(sentence).toMatch(
      /^The Python package index cannot be reached or has no tensorflow-cpu==2\.21\.0 .+: check the network and `pip/,
    )
  }, 30_000)
})

// @ts-check
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cache, logFile } from './place.mjs'
import { SetupProblem } from './problem.mjs'
import { findProgram, runProgram } from './programs.mjs'

/** The wheels are those for this Python, whatever the host's own is: only the libraries inside are wanted. */
const pythonVersion = '3.11'

const unpackScript = join(dirname(fileURLToPath(import.meta.url)), 'unpack_wheel.py')

/**
 * Absolute path of a Python 3 that has pip.
 * @returns {Promise<string>}
 * @throws {SetupProblem} where there is none
 */
export async function pythonWithPip() {
  const python = findProgram('python3')
  if (!python || !(await runProgram(python, ['--version'])).ok) {
    throw new SetupProblem(`Python 3 is missing: install it with ${howToInstall('python3 python3-pip')}.`)
  }
  if ((await runProgram(python, ['-m', 'pip', '--version'])).ok) return python
  throw new SetupProblem(`pip for Python 3 is missing: install it with ${howToInstall('python3-pip')}.`)
}

/**
 * How people get system packages here.
 * @param {string} packages names in Debian
 * @param {NodeJS.Platform} platform
 */
export function howToInstall(packages, platform = process.platform) {
  if (platform === 'darwin') return '`xcode-select --install`'
  return `\`sudo apt install ${packages}\` (or its like on systems other than Debian and Ubuntu)`
}

/**
 * Downloads wheels with pip, none of their dependencies with them, and keeps them until they are unpacked: an
 * interruption in between does not download them again.
 * @param {string} python
 * @param {{ name: string, requirements: string[], platforms: string[] }} wheels `name`: of the folder in the cache;
 *   `requirements`: as in pip's requirements files, with hashes where they are pinned; `platforms`: wheel tags
 * @returns {Promise<{ folder: string, files: string[] }>} the folder to delete when done, and absolute paths
 */
export async function downloadWheels(python, { name, requirements, platforms }) {
  const folder = join(cache, 'wheels', name)
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  if (!readFolder(folder)) {
    const list = join(unfinished, 'requirements.txt')
    const wheels = join(unfinished, 'wheels')
    mkdirSync(wheels)
    writeFileSync(list, `${requirements.join('\n')}\n`)
    const parameters = [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--no-cache-dir',
      '--progress-bar',
      'off',
      '--dest',
      wheels,
    ]
    const tags = [
      '--only-binary=:all:',
      '--python-version',
      pythonVersion,
      '--implementation',
      'cp',
      '--abi',
      'cp311',
      '--abi',
      'none',
    ]
    const platformTags = platforms.flatMap((platform) => ['--platform', platform])
    // pip's own temporary files would fill a small /tmp.
    const env = { ...process.env, TMPDIR: unfinished }
    const { ok, output } = await runProgram(
      python,
      [...parameters, ...tags, ...platformTags, '--requirement', list],
      { env },
    )
    if (!ok) throw new SetupProblem(explainPip(output))
    mkdirSync(dirname(folder), { recursive: true })
    renameSync(wheels, folder)
  }
  rmSync(unfinished, { recursive: true, force: true })
  return { folder, files: (readFolder(folder) ?? []).map((file) => join(folder, file)) }
}

/** @param {string} folder */
function readFolder(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return undefined
  }
}

/**
 * Unpacks the files of a wheel whose path is `prefix` followed by what `pattern` matches, without the prefix.
 * @param {string} python
 * @param {{ wheel: string, folder: string, prefix: string, pattern: string }} selection
 */
export async function unpackWheel(python, { wheel, folder, prefix, pattern }) {
  const { ok, output } = await runProgram(python, [unpackScript, wheel, folder, prefix, pattern])
  // The last line is the number of files: Python may have warned of something before.
  if (ok && Number(output.trim().split('\n').pop()) > 0) return
  if (/Errno 28/.test(output))
    throw new SetupProblem(`The disk with ${folder} is full: free 3 GB, then try again.`)
  rmSync(dirname(wheel), { recursive: true, force: true })
  throw new SetupProblem(
    `${wheel} does not hold what was expected: start again to download it anew, or read ${logFile}.`,
  )
}

/**
 * One sentence for what pip printed before it gave up.
 * @param {string} output
 */
export function explainPip(output) {
  if (/DO NOT MATCH THE HASHES/.test(output)) {
    return 'The downloaded TensorFlow is not the one that Headstart was made for (its sha256 differs): try again, or check which package index pip uses with `pip config list`.'
  }
  if (/No space left on device/.test(output)) return 'The disk is full: free 3 GB, then try again.'
  const unreachable =
    /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|Failed to establish a new connection|Connection (?:refused|reset)|ProxyError|SSLError|Network is unreachable/
  if (unreachable.test(output)) {
    return 'The Python package index cannot be reached: check the network and `pip config list`, then try again.'
  }
  const [, wanted] = output.match(/requirement (\S+) \(from versions: none\)/) ?? []
  if (wanted) {
    return `The Python package index cannot be reached or has no ${wanted} for this system: check the network and \`pip config list\`, then try again.`
  }
  const errors = [...output.matchAll(/^ERROR: (.+)$/gm)].map(([, text]) => text)
  return `pip failed (${errors.at(-1) ?? 'it gave no reason'}): the whole of what it said is in ${logFile}.`
}

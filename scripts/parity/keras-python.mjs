// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { requireDiskSpace } from '../setup/disk-space.mjs'
import { acquireLock } from '../setup/lock.mjs'
import { cache, logFile } from '../setup/place.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { runProgram } from '../setup/programs.mjs'
import { explainPip, howToInstall, pythonWithPip } from '../setup/python-wheels.mjs'
import { tensorflowWheel } from '../setup/tensorflow-wheels.mjs'

/** In bytes: what is downloaded and what it unpacks to. */
const roomNeeded = 3e9

/** What the networks are compared with, beside the TensorFlow that they run on here. */
const packages = ['keras==3.15.1', 'h5py==3.14.0', 'pillow==13.0.0']

/**
 * @typedef {object} Environment
 * @property {string} folder absolute
 * @property {string[]} wanted what is to be in it, as pip writes it
 */

/**
 * Provides a Python with Keras, in a virtual environment that is kept once a user.
 * @param {{ name?: string, also?: string[] }} [options] what it is for, and packages beside Keras', as pip writes them
 * @returns {Promise<string>} absolute path of the program
 * @throws {SetupProblem} where it cannot be had
 */
export async function kerasPython({ name = 'parity', also = [] } = {}) {
  const environment = { folder: join(cache, `${name}-venv`), wanted: requirements(also) }
  if (isWhole(environment)) return programIn(environment)
  const lock = await acquireLock(`${environment.folder}.lock`, (holder) =>
    process.stderr.write(`Keras is being installed (process ${holder}): waiting for it.\n`),
  )
  try {
    if (!isWhole(environment)) await createEnvironment(environment)
  } finally {
    lock.release()
  }
  return programIn(environment)
}

/** @param {string[]} also */
function requirements(also) {
  const { package: name, version } = tensorflowWheel('cpu')
  return [...packages, `${name}==${version}`, ...also]
}

/** @param {Environment} environment */
function programIn({ folder }) {
  return join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']))
}

/** What an environment holds, written once it is whole. @param {Environment} environment */
function recordFile({ folder }) {
  return join(folder, 'headstart.txt')
}

/** @param {Environment} environment */
function isWhole(environment) {
  const record = recordFile(environment)
  // The Python that it was made from may be gone.
  return (
    existsSync(programIn(environment)) &&
    existsSync(record) &&
    readFileSync(record, 'utf8') === environment.wanted.join('\n')
  )
}

/** @param {Environment} environment */
async function createEnvironment(environment) {
  const { folder, wanted } = environment
  const python = await pythonWithPip()
  mkdirSync(cache, { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  requireDiskSpace([cache], roomNeeded)
  const made = await runProgram(python, ['-m', 'venv', folder])
  if (!made.ok) {
    throw new SetupProblem(
      /ensurepip/.test(made.output)
        ? `venv for Python 3 is missing: install it with ${howToInstall('python3-venv')}.`
        : `Python makes no virtual environment in ${folder}: what it said is in ${logFile}.`,
    )
  }
  process.stderr.write(`Keras to compare with (${wanted.join(', ')}) … `)
  const options = ['--no-cache-dir', '--only-binary=:all:', '--progress-bar', 'off']
  // pip's own temporary files would fill a small /tmp.
  const env = { ...process.env, TMPDIR: mkdtempSync(join(folder, 'pip-')) }
  const { ok, output } = await runProgram(
    programIn(environment),
    ['-m', 'pip', 'install', ...options, ...wanted],
    { env },
  )
  rmSync(env.TMPDIR, { recursive: true, force: true })
  process.stderr.write(ok ? 'installed\n' : 'not to be had\n')
  if (!ok) throw new SetupProblem(explainPip(output))
  writeFileSync(recordFile(environment), wanted.join('\n'))
}

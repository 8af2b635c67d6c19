// @ts-check
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { nodeProgram } from './node.mjs'
import { inPackages, logFile } from './place.mjs'
import { SetupProblem } from './problem.mjs'
import { environmentWithNode, findProgram, runProgram } from './programs.mjs'
import { howToInstall } from './python-wheels.mjs'
import { readSessionConfigs } from './session-config.mjs'

/** One version of N-API, whatever Node or Electron loads the binding. */
const nodeApi = 8

export const bindingFolder = inPackages('@tensorflow', 'tfjs-node')

const productFolder = join(bindingFolder, 'lib', `napi-v${nodeApi}`)

/** The compiled binding, where tfjs-node looks for it. */
export const bindingFile = join(productFolder, 'tfjs_binding.node')

/** @throws {SetupProblem} where nothing compiles C++ */
export async function requireCompiler() {
  const complete =
    process.platform === 'darwin'
      ? (await runProgram('xcode-select', ['-p'])).ok
      : compiler() !== undefined && findProgram('make') !== undefined
  if (complete) return
  throw new SetupProblem(
    `A C++ compiler and make are missing: install them with ${howToInstall('g++ make')}.`,
  )
}

/** The name of the C++ compiler, or undefined. */
function compiler() {
  return process.env['CXX'] || ['g++', 'c++', 'clang++'].find((name) => findProgram(name))
}

/**
 * Compiles tfjs-node's binding against the library that its `deps` folder leads to, and tries whether it loads.
 * @param {string} python
 * @param {string[]} libraries folders for the dynamic linker
 */
export async function buildBinding(python, libraries) {
  readSessionConfigs(join(bindingFolder, 'binding', 'tfjs_backend.cc'))
  const node = nodeProgram()
  const prefix = dirname(dirname(realpathSync(node)))
  const parameters = [
    inPackages('node-gyp', 'bin', 'node-gyp.js'),
    'rebuild',
    `--python=${python}`,
    // Without the headers beside it, node-gyp fetches them.
    ...(existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : []),
    '--module_name=tfjs_binding',
    `--module_path=${productFolder}`,
    `--napi_version=${nodeApi}`,
    `--napi_build_version=${nodeApi}`,
  ]
  const { ok, output } = await runProgram(node, parameters, {
    cwd: bindingFolder,
    env: compilerEnvironment(node),
  })
  if (!ok) throw new SetupProblem(explainCompiler(output))
  await requireLoadable(node, libraries)
}

/** @param {string} node */
function compilerEnvironment(node) {
  const name = compiler()
  return {
    ...environmentWithNode(node),
    ...(name && { CXX: name }),
    // On Linux binding.gyp names the folder of the libraries itself.
    ...(process.platform === 'darwin' && { LDFLAGS: '-Wl,-rpath,@loader_path/../../deps/lib' }),
  }
}

/**
 * In a process of its own: a library that does not fit the processor ends the process that loads it.
 * @param {string} node
 * @param {string[]} libraries
 */
async function requireLoadable(node, libraries) {
  const path = [...libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter)
  const env = { ...process.env, ...(path && { LD_LIBRARY_PATH: path }) }
  const script = `process.dlopen({ exports: {} }, ${JSON.stringify(bindingFile)})`
  const { ok, output } = await runProgram(node, ['--eval', script], { env })
  if (ok) return
  const reason = output.match(/^Error: (.+)$/m)?.[1] ?? 'the processor or the system is too old for it'
  throw new SetupProblem(`TensorFlow's library does not load (${reason}): more is in ${logFile}.`)
}

/**
 * One sentence for what node-gyp printed before it gave up.
 * @param {string} output
 */
export function explainCompiler(output) {
  if (/No space left on device/.test(output)) return 'The disk is full: free 3 GB, then try again.'
  if (/gyp ERR! .*(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|fetch failed)/.test(output)) {
    return "Node's headers cannot be downloaded: check the network, or install Node 24 from https://nodejs.org, whose archive has them."
  }
  const error =
    output.match(/^.*(?:fatal error|error): (.+)$/m)?.[1] ?? output.match(/gyp ERR! stack (.+)$/m)?.[1]
  return `tfjs-node's binding does not compile (${error ?? 'no reason given'}): the whole of what the compiler said is in ${logFile}.`
}

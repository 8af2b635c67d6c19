// @ts-check
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { nodeProgram } from '../setup/node.mjs'
import { inPackages, root } from '../setup/place.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { environmentWithNode, runProgram } from '../setup/programs.mjs'
import { headstart, runToEnd, scriptPath } from './commands.mjs'
import { cpuEnvironment, environmentWithCache } from './place.mjs'

/** @typedef {(line: string) => void} Say */

/** @typedef {ReturnType<typeof environmentWithCache>} Environment */

/**
 * @typedef {object} Prepared networks with generated weights, for everyone
 * @property {string} folder absolute; NETWORK.h5 and NETWORK.onnx
 * @property {Environment} env in which the application has them installed
 */

/** In the order of their size. */
export const networks = ['MobileNetV2', 'ResNet50', 'InceptionV3']

/** What the benchmark needs beside Keras. */
export const packages = ['onnx==1.23.2', 'onnxruntime==1.32.0', 'tf2onnx==1.17.0']

/**
 * Has Keras write the networks, and installs their weights in a cache of the benchmark's own.
 * @param {string} python @param {string} folder absolute @param {Say} say
 * @returns {Promise<Prepared>}
 */
export async function prepareNetworks(python, folder, say) {
  const env = environmentWithCache(join(folder, 'cache'))
  for (const network of networks) {
    say(`${network} with generated weights, for Keras, ONNX Runtime and this application`)
    await runToEnd(python, [scriptPath('networks.py'), folder, network], cpuEnvironment())
    await headstart(['models', 'import', network, join(folder, `${network}.h5`)], env)
  }
  return { folder, env }
}

/** Where the application's driver lies once it is built. */
const driver = join(root, 'out', 'bench', 'application.js')

/**
 * Builds what drives the application's host, and its networks alone.
 * @returns {Promise<string>} absolute path of the script
 */
export async function buildDriver() {
  const node = nodeProgram()
  rmSync(driver, { force: true })
  const { ok, output } = await runProgram(
    node,
    [
      inPackages('vite', 'bin', 'vite.js'),
      'build',
      '--ssr',
      'test/bench/application.ts',
      '--outDir',
      'out/bench',
    ],
    { cwd: root, env: environmentWithNode(node) },
  )
  if (ok) return driver
  throw new SetupProblem(`The benchmark's driver cannot be built: ${output.trim().split('\n').at(-1)}`)
}

// @ts-check
import { nodeProgram } from '../setup/node.mjs'
import { root } from '../setup/place.mjs'
import { scriptPath } from './commands.mjs'
import { RunningContender } from './contender.mjs'
import { cpuEnvironment } from './place.mjs'

/**
 * The processes that stay alive through the parts `warm` and `batch`: the application's host with its engine, the
 * engine's networks alone, and the two others.
 * @typedef {ReturnType<typeof startAll>} Running
 */

/** @param {string} python @param {string} driver @param {import('./prepare.mjs').Prepared} prepared */
export function startAll(python, driver, { folder, env }) {
  const node = nodeProgram()
  return {
    headstart: new RunningContender(node, [driver, root], env),
    alone: new RunningContender(node, [driver, root, 'network'], env),
    keras: new RunningContender(python, [scriptPath('contender.py'), 'keras', folder], cpuEnvironment()),
    onnx: new RunningContender(python, [scriptPath('contender.py'), 'onnx', folder], cpuEnvironment()),
  }
}

/** Has everyone load a network. @param {Running} running @param {string} network */
export async function loadEverywhere(running, network) {
  for (const one of Object.values(running)) await one.ask({ do: 'load', network })
}

/** @param {Running} running */
export async function closeAll(running) {
  await Promise.all(Object.values(running).map((one) => one.close()))
}

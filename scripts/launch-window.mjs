// @ts-check
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { forwardSignals, workingFolder } from './launch.mjs'
import { root } from './setup/place.mjs'

/**
 * Whether somebody sits before a display of this computer.
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 */
export function hasDisplay(environment = process.env, platform = process.platform) {
  if (platform === 'linux') return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
  // There is always one, but whoever came over the network does not see it.
  return !environment['SSH_CONNECTION'] && !environment['SSH_TTY']
}

/**
 * What `npm start` was told: a project to open, or options of `headstart serve`, which are for a browser.
 * @param {string[]} parameters
 */
export function startOptions(parameters) {
  const forBrowser = parameters.some((parameter) => parameter.startsWith('-'))
  const [project] = parameters
  if (forBrowser || project === undefined) return { forBrowser, serve: ['serve', ...parameters], window: [] }
  return { forBrowser, serve: ['serve', '--project', project], window: [resolve(workingFolder(), project)] }
}

/**
 * Runs Electron in this process's place. Resolves, once it has ended, with why no window came, or undefined if one did.
 * @param {string} program absolute path of Electron's binary
 * @param {string[]} parameters
 * @returns {Promise<string | undefined>}
 */
export function launchWindow(program, parameters) {
  const environment = { ...process.env }
  // Set by editors that are made of Electron themselves: it would start as Node.
  delete environment['ELECTRON_RUN_AS_NODE']
  const child = spawn(program, parameters, {
    env: environment,
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const wasAsked = forwardSignals(child)
  let shown = false
  child.on('message', (message) => {
    shown ||= message === 'shown'
  })
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message))
    child.on('exit', (status, signal) => {
      const failed = !shown && !wasAsked() && status !== 0
      if (failed) return resolve(signal ? `signal ${signal}` : `exit status ${status}`)
      process.exitCode = signal ? 128 + constants.signals[signal] : (status ?? 1)
      resolve(undefined)
    })
  })
}

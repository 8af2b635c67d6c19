#!/usr/bin/env node
// @ts-check
import { launchCommandLine } from './launch.mjs'
import { hasDisplay, launchWindow, startOptions } from './launch-window.mjs'
import { electronProgram } from './setup/electron.mjs'
import { root } from './setup/place.mjs'
import { setUpOrExit } from './setup/set-up.mjs'

await setUpOrExit()
const { forBrowser, serve, window } = startOptions(process.argv.slice(2))
const program = electronProgram()
if (program && hasDisplay() && !forBrowser) {
  const failure = await launchWindow(program, [root, ...window])
  if (failure !== undefined) {
    process.stderr.write(`The window does not start (${failure}): Headstart is shown in a browser instead.\n`)
    launchCommandLine(serve)
  }
} else launchCommandLine(serve)

#!/usr/bin/env node
// @ts-check
import { launchCommandLine } from './launch.mjs'
import { setUpOrExit } from './setup/set-up.mjs'

await setUpOrExit()
// The window opens from here once there is one: where Electron's binary (setup/electron.mjs) and a display are.
launchCommandLine(['serve', ...process.argv.slice(2)])

#!/usr/bin/env node
// @ts-check
import { launchCommandLine } from './launch.mjs'
import { setUpOrExit } from './setup/set-up.mjs'

await setUpOrExit()
launchCommandLine(process.argv.slice(2))

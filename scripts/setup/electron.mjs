// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { readJson } from './json-file.mjs'
import { nodeProgram } from './node.mjs'
import { inPackages } from './place.mjs'
import { runProgram } from './programs.mjs'
import { readRecord, updateRecord } from './record.mjs'

/** How long the download of about 110 MB may take, in milliseconds. */
const patience = 120_000

/** Absolute path of Electron's binary, or undefined. */
export function electronProgram() {
  try {
    const program = inPackages('electron', 'dist', readFileSync(inPackages('electron', 'path.txt'), 'utf8'))
    return existsSync(program) ? program : undefined
  } catch {
    return undefined
  }
}

/**
 * The package only downloads the binary. Where that fails the application goes on without its window, and the failure is
 * remembered until the version changes.
 * @param {{ tryAgain: boolean }} options tryAgain: although it failed before
 * @returns {import('./steps.mjs').Step}
 */
export function electronStep({ tryAgain }) {
  return {
    name: "Electron's binary",
    isDone() {
      const { electron, electronVersion } = readRecord()
      if (electronVersion !== version()) return false
      return electron ? electronProgram() !== undefined : !tryAgain
    },
    async run() {
      await runProgram(nodeProgram(), [inPackages('electron', 'install.js')], { timeout: patience })
      const electron = electronProgram() !== undefined
      updateRecord({ electron, electronVersion: version() })
      if (!electron)
        return 'not to be had: the application runs in a browser instead (`npm run setup` tries again)'
    },
  }
}

function version() {
  return readJson(inPackages('electron', 'package.json'))?.version
}

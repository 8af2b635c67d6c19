// @ts-check
import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildStep } from './build.mjs'
import { electronStep } from './electron.mjs'
import { acquireLock } from './lock.mjs'
import { nodeStep } from './node.mjs'
import { packagesStep } from './packages.mjs'
import { cache, logFile } from './place.mjs'
import { SetupProblem } from './problem.mjs'
import { stopPrograms, watchPrograms } from './programs.mjs'
import { reportTo, runSteps } from './steps.mjs'
import { chosenVariant, chooseVariant, tensorflowStep } from './tensorflow.mjs'
import { tensorflowWheel } from './tensorflow-wheels.mjs'

/**
 * Provides whatever a fresh clone lacks. Says nothing where nothing is lacking, unless asked to.
 * @param {object} [options]
 * @param {boolean} [options.asked] a person asked for the set-up itself: they hear of what is there already, and
 *   what could not be had before is tried again
 * @param {'cpu' | 'gpu'} [options.variant] of TensorFlow, from now on
 * @throws {SetupProblem} when a person has to put something right first
 */
export async function setUp({ asked = false, variant } = {}) {
  const before = chosenVariant()
  tensorflowWheel(variant ?? before)
  const steps = [nodeStep, packagesStep, tensorflowStep, electronStep({ tryAgain: asked }), buildStep]
  if (!asked && steps.every(({ isDone }) => isDone())) return
  const report = reportTo(process.stderr)
  requireWritableCache()
  const lock = await acquireLock(join(cache, 'setup.lock'), (holder) =>
    report.line(`Another set-up is running (process ${holder}): waiting for it.`),
  )
  watchPrograms(lock.extendTo)
  const stopListening = endWithSignals()
  try {
    rmSync(logFile, { force: true })
    removeUnfinished()
    if (variant) chooseVariant(variant)
    await runSteps(steps, { report, mentionDone: asked })
  } catch (error) {
    // What cannot be had must not keep the application from starting with what was there.
    if (variant && !tensorflowStep.isDone()) chooseVariant(before)
    throw error
  } finally {
    stopListening()
    lock.release()
  }
}

function requireWritableCache() {
  try {
    mkdirSync(cache, { recursive: true })
    accessSync(cache, constants.W_OK)
  } catch {
    throw new SetupProblem(
      `Node and TensorFlow are kept in ${cache}, where nothing can be written: let HEADSTART_CACHE name another folder.`,
    )
  }
}

/** What interrupted set-ups have left behind. Only the holder of the lock may do this. */
function removeUnfinished() {
  for (const name of readdirSync(cache)) {
    if (name.startsWith('unfinished-')) rmSync(join(cache, name), { recursive: true, force: true })
  }
}

/** Ctrl-C ends the programs that were started, too. */
function endWithSignals() {
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    stopPrograms()
    process.exit({ SIGHUP: 129, SIGINT: 130 }[/** @type {string} */ (signal)] ?? 143)
  }
  const signals = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, end)
  return () => signals.forEach((signal) => process.off(signal, end))
}

/**
 * Sets up, and ends the process with the one sentence where that is not possible.
 * @param {Parameters<typeof setUp>[0]} [options]
 */
export async function setUpOrExit(options) {
  try {
    await setUp(options)
  } catch (error) {
    const sentence =
      error instanceof SetupProblem
        ? error.message
        : `The set-up failed (${error instanceof Error ? error.message : String(error)}): more may be in ${logFile}.`
    process.stderr.write(`${sentence}\n`)
    process.exit(1)
  }
}

// @ts-check
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A holder shows every few seconds that it lives: its process number alone may have passed to somebody else. */
const signOfLifeSeconds = 5
const deadAfterSeconds = 120

/**
 * @typedef {object} Lock
 * @property {(programs: number[]) => void} extendTo process numbers of programs that the holder has going: if it is killed
 *   they live on, and what they write must not meet what the next set-up writes
 * @property {() => void} release
 */

/**
 * Waits until no other set-up holds the file, then holds it.
 * @param {string} file
 * @param {(holder: number) => void} onWaiting called once with the process number of whoever holds it
 * @returns {Promise<Lock>}
 */
export async function acquireLock(file, onWaiting) {
  mkdirSync(dirname(file), { recursive: true })
  for (let told = false; !tryToHold(file);) {
    const holder = livingHolder(file)
    if (holder === undefined) {
      removeDead(file)
      continue
    }
    if (!told && holder > 0) {
      onWaiting(holder)
      told = true
    }
    await wait(300)
  }
  return hold(file)
}

/** @param {string} file */
function tryToHold(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/**
 * The process that holds the file, 0 where it has not written its number yet, or undefined when it has died with all
 * that it had going.
 * @param {string} file
 */
function livingHolder(file) {
  try {
    const age = (Date.now() - statSync(file).mtimeMs) / 1000
    const holders = holdersOf(file)
    if (age > deadAfterSeconds) return undefined
    return holders.length > 0 ? holders.find(isRunning) : 0
  } catch {
    return undefined
  }
}

/** @param {string} file */
function holdersOf(file) {
  return readFileSync(file, 'utf8').split(' ').map(Number).filter(Boolean)
}

/** @param {number} holder */
function isRunning(holder) {
  try {
    process.kill(holder, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Takes the file of a dead holder away. Somebody else may have done so and hold it by now: then it is put back.
 * @param {string} file
 */
function removeDead(file) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (livingHolder(aside) !== undefined) linkSync(aside, file)
  } catch {
    // Gone, or held anew: the next try to hold it says which.
  }
  rmSync(aside, { force: true })
}

/**
 * @param {string} file
 * @returns {Lock}
 */
function hold(file) {
  const timer = setInterval(() => {
    // A computer that slept may find that another set-up took the file for dead.
    if (isOurs(file)) utimesSync(file, new Date(), new Date())
  }, signOfLifeSeconds * 1000)
  timer.unref()
  const release = () => {
    clearInterval(timer)
    process.off('exit', release)
    if (isOurs(file)) rmSync(file, { force: true })
  }
  process.on('exit', release)
  return {
    extendTo: (programs) => {
      if (isOurs(file)) writeFileSync(file, [process.pid, ...programs].join(' '))
    },
    release,
  }
}

/** @param {string} file */
function isOurs(file) {
  try {
    return holdersOf(file)[0] === process.pid
  } catch {
    return false
  }
}

// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A holder shows every few seconds that it lives: its process number alone may have passed to somebody else. */
const signOfLifeSeconds = 5
const deadAfterSeconds = 60

/**
 * Waits until no other set-up holds the file, then holds it.
 * @param {string} file
 * @param {(holder: number) => void} onWaiting called once with the process number of whoever holds it
 * @returns {Promise<() => void>} releases it
 */
export async function acquireLock(file, onWaiting) {
  mkdirSync(dirname(file), { recursive: true })
  for (let told = false; !tryToHold(file);) {
    const holder = livingHolder(file)
    if (holder === undefined) {
      rmSync(file, { force: true })
      continue
    }
    if (!told) onWaiting(holder)
    told = true
    await wait(300)
  }
  return keepAlive(file)
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

/** The process that holds the file, or undefined when it has died. @param {string} file */
function livingHolder(file) {
  try {
    const age = (Date.now() - statSync(file).mtimeMs) / 1000
    const holder = Number(readFileSync(file, 'utf8'))
    // Empty: created an instant ago, its number is about to be written.
    if (age > deadAfterSeconds || (holder > 0 && !isRunning(holder))) return undefined
    return holder
  } catch {
    return undefined
  }
}

/** @param {number} process_ */
function isRunning(process_) {
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {string} file */
function keepAlive(file) {
  const timer = setInterval(() => utimesSync(file, new Date(), new Date()), signOfLifeSeconds * 1000)
  timer.unref()
  const release = () => {
    clearInterval(timer)
    process.off('exit', release)
    rmSync(file, { force: true })
  }
  process.on('exit', release)
  return release
}

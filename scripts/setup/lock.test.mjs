// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { acquireLock } from './lock.mjs'

/** @type {string} */
let folder
/** @type {string} */
let file
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-lock-'))
  file = join(folder, 'cache', 'setup.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The number of a process that has ended. */
function deadProcess() {
  return spawnSync(process.execPath, ['--version']).pid
}

/** A process that runs until it is told to end. */
function livingProcess() {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  return {
    pid: child.pid ?? 0,
    end: () => new Promise((resolve) => child.on('exit', resolve).kill('SIGKILL')),
  }
}

/** @param {string} content */
async function leaveLock(content) {
  const { release } = await acquireLock(file, () => {})
  release()
  writeFileSync(file, content)
}

it('is held until it is released', async () => {
  const lock = await acquireLock(file, () => {})
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  lock.release()
  expect(existsSync(file)).toBe(false)
})

it('passes from a process that died, without a word', async () => {
  await leaveLock(String(deadProcess()))
  const onWaiting = vi.fn()
  const lock = await acquireLock(file, onWaiting)
  expect(onWaiting).not.toHaveBeenCalled()
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  lock.release()
})

it('waits for a process that lives, and says once for which', async () => {
  const holder = livingProcess()
  await leaveLock(String(holder.pid))
  const onWaiting = vi.fn()
  const waiting = acquireLock(file, onWaiting)
  await vi.waitFor(() => expect(onWaiting).toHaveBeenCalled())
  await holder.end()
  const lock = await waiting
  expect(onWaiting.mock.calls).toEqual([[holder.pid]])
  lock.release()
})

it('waits for the programs that a killed holder had going', async () => {
  const program = livingProcess()
  await leaveLock(`${deadProcess()} ${program.pid}`)
  const onWaiting = vi.fn()
  const waiting = acquireLock(file, onWaiting)
  await vi.waitFor(() => expect(onWaiting).toHaveBeenCalledWith(program.pid))
  await program.end()
  const lock = await waiting
  lock.release()
})

it('names the programs that are going', async () => {
  const lock = await acquireLock(file, () => {})
  lock.extendTo([11, 12])
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid} 11 12`)
  lock.release()
})

it('passes from a holder that gave no sign of life, whoever has its number now', async () => {
  await leaveLock(String(process.ppid))
  utimesSync(file, new Date(0), new Date(0))
  const lock = await acquireLock(file, () => {})
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  lock.release()
})

it('leaves a file alone that somebody else holds by now', async () => {
  const lock = await acquireLock(file, () => {})
  writeFileSync(file, String(process.ppid))
  lock.extendTo([11])
  lock.release()
  expect(readFileSync(file, 'utf8')).toBe(String(process.ppid))
})

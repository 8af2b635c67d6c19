// @ts-check
import { readFileSync } from 'node:fs'

/** How often processes are looked at, in milliseconds: what ends sooner after its peak is missed by that much. */
const interval = 25

/**
 * Watches the memory of a process and of everything that it starts.
 * @param {number} pid
 * @returns {() => number | undefined} ends the watching: the sum of each process's own peak in bytes, an upper bound of
 *   what they held at once; undefined where nothing is known of it, as outside of Linux
 */
export function watchMemory(pid) {
  /** @type {Map<number, number>} */
  const peaks = new Map()
  const look = () => {
    for (const one of treeOf(pid)) peaks.set(one, Math.max(peaks.get(one) ?? 0, peakOf(one)))
  }
  look()
  const timer = setInterval(look, interval)
  return () => {
    clearInterval(timer)
    const sum = [...peaks.values()].reduce((total, peak) => total + peak, 0)
    return sum === 0 ? undefined : sum
  }
}

/** @param {number} pid @returns {number[]} itself, its children and theirs */
function treeOf(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(treeOf)]
}

/** The most that a process has had resident, in bytes. @param {number} pid */
function peakOf(pid) {
  return 1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // The process has ended.
  }
}

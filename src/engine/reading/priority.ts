import { readdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Of threads that read: whoever computes goes first, and they have what it leaves idle. */
const niceness = 10

/**
 * Lets this thread, and Node's own that read and decode for it, wait for those that compute. TensorFlow's threads wait
 * for each other at every layer: where a decoder holds up one, it holds up all. Linux alone has priorities of threads.
 */
export function readInTheBackground(): void {
  if (process.platform !== 'linux') return
  const decoders = readdirSync('/proc/self/task').filter((thread) => nameOf(thread) === 'libuv-worker')
  // 0 is whoever asks.
  for (const thread of [0, ...decoders]) {
    try {
      setPriority(Number(thread), niceness)
    } catch {
      // It may have ended, or a container may forbid it: then it competes.
    }
  }
}

function nameOf(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

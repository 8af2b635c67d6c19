import { SingleBar } from 'cli-progress'
import type { Progress } from '../../shared/contract/jobs'
import type { OutputStream } from '../surroundings'
import { count, duration } from './numbers'
import { folded } from './printable'

/** Shows how far long work is, on standard error. */
export interface ProgressReporter {
  update(progress: Progress): void
  /** More about what is being done, beside the bar of a terminal. */
  detail(text: string): void
  /** A line that stays, above the bar. */
  line(text: string): void
  /** Takes the bar away; safe to call again. */
  finish(): void
}

export const silentReporter: ProgressReporter = {
  update: () => undefined,
  detail: () => undefined,
  line: () => undefined,
  finish: () => undefined,
}

/** `features  120/1,000 photos  310/s  3 s left`, with what is known of it. */
export function describeProgress({ phase, done, total, unit, rate, eta }: Progress): string {
  return [
    phase,
    `${count(done)}${total === null ? '' : `/${count(total)}`} ${unit}`,
    rate !== null && `${rate < 10 ? rate.toFixed(1) : count(rate)}/s`,
    eta !== null && `${duration(eta)} left`,
  ]
    .filter((part) => part !== false)
    .join('  ')
}

/** A bar that moves, for terminals. */
export function barReporter(stream: NodeJS.WritableStream): ProgressReporter {
  let bar: SingleBar | undefined
  let latest: Progress | undefined
  let detail = ''
  const show = (): void => {
    if (bar && latest)
      bar.update(latest.done, { described: [describeProgress(latest), detail].join('  ').trimEnd() })
  }
  const finish = (): void => {
    bar?.stop()
    bar = undefined
  }
  return {
    update(progress) {
      if (progress.phase !== latest?.phase) {
        finish()
        detail = ''
      }
      latest = progress
      bar ??= startBar(stream)
      bar.setTotal(progress.total ?? 0)
      show()
    },
    detail(text) {
      detail = folded(text)
      show()
    },
    line(text) {
      finish()
      stream.write(`${folded(text)}\n`)
    },
    finish,
  }
}

function startBar(stream: NodeJS.WritableStream): SingleBar {
  const bar = new SingleBar({
    stream,
    format: '{bar}  {described}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    emptyOnZero: true,
    hideCursor: true,
    linewrap: null,
    // Signals are the command line's own matter: the bar would end the process's chance to stop what runs.
    gracefulExit: false,
  })
  bar.start(0, 0, { described: '' })
  return bar
}

/** At least so long, in milliseconds, between two lines of the same phase. */
const pauseBetweenLines = 3_000

/** A line now and then, for logs. `now` in milliseconds. */
export function lineReporter(
  stream: OutputStream,
  now: () => number = () => performance.now(),
): ProgressReporter {
  let phase: string | undefined
  let printedAt = 0
  return {
    update(progress) {
      if (progress.phase === phase && now() - printedAt < pauseBetweenLines) return
      phase = progress.phase
      printedAt = now()
      stream.write(`${folded(describeProgress(progress))}\n`)
    },
    detail: () => undefined,
    line: (text) => void stream.write(`${folded(text)}\n`),
    finish: () => undefined,
  }
}

/** Makes a `Progress` of what a stream has done so far. `now` in milliseconds. */
export function meter(phase: string, unit: string, now: () => number = () => performance.now()) {
  const start = now()
  return (done: number, total: number): Progress => {
    const seconds = (now() - start) / 1000
    // The first second says more about loading the network than about the photos.
    const rate = seconds >= 1 && done > 0 ? done / seconds : null
    return { phase, done, total, unit, rate, eta: rate === null ? null : (total - done) / rate }
  }
}

import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { interruptionOf } from './interruption'

/** A process that gets signals at times in milliseconds, and the statuses with which it was ended. */
function interrupted(signals: [name: 'SIGINT' | 'SIGTERM' | 'SIGHUP', at: number][]) {
  const statuses: number[] = []
  const exit = (status: number): void => void statuses.push(status)
  const process = Object.assign(new EventEmitter(), { exit })
  let time = 0
  const signal = interruptionOf(process, () => time)
  for (const [name, at] of signals) {
    time = at
    process.emit(name)
  }
  return { aborted: signal.aborted, statuses }
}

it('asks to stop at the first Ctrl+C', () => {
  expect(interrupted([])).toEqual({ aborted: false, statuses: [] })
  expect(interrupted([['SIGINT', 10_000]])).toEqual({ aborted: true, statuses: [] })
  expect(interrupted([['SIGTERM', 10_000]])).toEqual({ aborted: true, statuses: [] })
  expect(interrupted([['SIGHUP', 10_000]])).toEqual({ aborted: true, statuses: [] })
})

it('ends at once at the second', () => {
  expect(
    interrupted([
      ['SIGINT', 10_000],
      ['SIGINT', 11_000],
    ]),
  ).toEqual({ aborted: true, statuses: [130] })
})

it('takes a signal that arrives twice for one press of the key', () => {
  expect(
    interrupted([
      ['SIGINT', 10_000],
      ['SIGINT', 10_050],
    ]),
  ).toEqual({ aborted: true, statuses: [] })
})

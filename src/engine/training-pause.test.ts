import { setImmediate as nextLoop } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Device } from './device'
import { Pause, PausedDevice } from './training-pause'

function paused() {
  const [stop, cancel] = [new AbortController(), new AbortController()]
  const pause = new Pause([stop.signal, cancel.signal])
  const device = new Device()
  return { stop, cancel, pause, device, training: new PausedDevice(device, pause) }
}

async function settle(): Promise<void> {
  for (let loop = 0; loop < 5; loop++) await nextLoop()
}

it('lets no turn of the training begin until it goes on, and the others pass', async () => {
  const { pause, device, training } = paused()
  const done: string[] = []
  expect(pause.set(true)).toBe(true)
  const turn = training.turn('training', () => done.push('training'))
  await device.turn('photo', () => done.push('photo'))
  await settle()
  expect(done).toEqual(['photo'])
  expect(pause.set(false)).toBe(false)
  await turn
  expect(done).toEqual(['photo', 'training'])
})

it.each(['stop', 'cancel'] as const)('does not wait when it is to end (%s)', async (end) => {
  const { pause, training, ...ends } = paused()
  pause.set(true)
  const turn = training.turn('training', () => 'ended')
  ends[end].abort()
  expect(await turn).toBe('ended')
  expect(pause.set(true)).toBe(false)
})

it('has a clock that stands still meanwhile', async () => {
  const { pause } = paused()
  pause.set(true)
  const stood = pause.clock()
  await settle()
  expect(pause.clock()).toBe(stood)
  pause.set(false)
  expect(pause.clock()).toBeGreaterThanOrEqual(stood)
})

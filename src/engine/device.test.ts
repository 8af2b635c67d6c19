import { setImmediate as nextLoop } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Device } from './device'

describe('Device', () => {
  it('runs one turn at a time, photos ahead of trainings that wait', async () => {
    const device = new Device()
    const order: string[] = []
    let running = 0
    const turn = (urgency: 'photo' | 'training', name: string): Promise<void> =>
      device.turn(urgency, async () => {
        expect(++running).toBe(1)
        await nextLoop()
        order.push(name)
        running -= 1
      })
    await Promise.all([
      ...['first', 'second', 'third'].map((name) => turn('training', name)),
      ...['photo 1', 'photo 2'].map((name) => turn('photo', name)),
    ])
    expect(order).toEqual(['first', 'photo 1', 'photo 2', 'second', 'third'])
  })

  it('answers a photo between the batches of a training, even when asked from an event', async () => {
    const device = new Device()
    const order: string[] = []
    let asked: Promise<unknown> | undefined
    const askForPhoto = (): void => {
      asked = device.turn('photo', () => order.push('photo'))
    }
    for (let batch = 1; batch <= 3; batch++) {
      await device.turn('training', () => {
        order.push(`batch ${batch}`)
        if (batch === 1) setImmediate(askForPhoto)
      })
    }
    await asked
    expect(order).toEqual(['batch 1', 'photo', 'batch 2', 'batch 3'])
  })

  it('gives the result or the error of the work, and goes on', async () => {
    const device = new Device()
    const failing = device.turn('photo', () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await expect(device.turn('training', () => 7)).resolves.toBe(7)
  })
})

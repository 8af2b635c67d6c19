import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Batch, Epoch } from '../../../shared/contract/training'
import { bestEpoch, epochsOf, thinned, withBatch, withEpoch } from './curve'

function epochOf(epoch: number, numbers: Partial<Epoch> = {}): Epoch {
  const none = { valLoss: null, valAccuracy: null }
  return { epoch, loss: 1 / epoch, accuracy: 0.5, ...none, seconds: 0.1, phase: 'train', ...numbers }
}

const told = (events: readonly Epoch[], before: readonly Epoch[] = []): readonly Epoch[] =>
  events.reduce(withEpoch, before)

describe('the curve', () => {
  it('has every epoch once and in order, wherever the stream broke and began again', () => {
    const breaks = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 })
    fc.assert(
      fc.property(breaks, fc.integer({ min: 1, max: 12 }), (lengths, last) => {
        const run = Array.from({ length: 12 }, (_, index) => epochOf(index + 1))
        let shown: readonly Epoch[] = []
        let longest = last
        for (const length of [...lengths, last]) {
          shown = told(run.slice(0, length), shown)
          longest = Math.max(longest, length)
        }
        expect(shown).toEqual(run.slice(0, longest))
      }),
    )
  })

  it('does not change when it is told again', () => {
    const shown = told([epochOf(1), epochOf(2)])
    expect(withEpoch(shown, epochOf(1))).toBe(shown)
  })

  it('begins anew with a training that does', () => {
    const onGpu = told([epochOf(1), epochOf(2), epochOf(3)])
    const onCpu = epochOf(1, { loss: 0.7 })
    expect(told([onCpu], onGpu)).toEqual([onCpu])
  })
})

describe('the best epoch', () => {
  it('is the most accurate on photos it had not seen', () => {
    const accuracies = [0.8, 0.9, 0.85]
    const epochs = accuracies.map((valAccuracy, index) => epochOf(index + 1, { valAccuracy, valLoss: 1 }))
    expect(bestEpoch(epochs)?.epoch).toBe(2)
  })

  it('is among equals the one with the smaller loss, and the earlier one of the same', () => {
    const losses = [0.3, 0.2, 0.2]
    const epochs = losses.map((valLoss, index) => epochOf(index + 1, { valAccuracy: 1, valLoss }))
    expect(bestEpoch(epochs)?.epoch).toBe(2)
  })

  it('is the last without validation, and none without epochs', () => {
    expect(bestEpoch([epochOf(1), epochOf(2)])?.epoch).toBe(2)
    expect(bestEpoch([])).toBeUndefined()
  })
})

describe('a picture of many epochs', () => {
  it('has few enough points, in order, with the first and the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 1000 }), (length, most) => {
        const epochs = Array.from({ length }, (_, index) => epochOf(index + 1))
        const drawn = thinned(epochs, most)
        expect(drawn.length).toBeLessThanOrEqual(most + 1)
        expect([drawn[0], drawn.at(-1)]).toEqual([epochs[0], epochs.at(-1)])
        expect(drawn.every((one, index) => index === 0 || one.epoch > (drawn[index - 1]?.epoch ?? 0))).toBe(
          true,
        )
      }),
    )
  })
})

describe('batches', () => {
  const batchOf = (epoch: number, batch: number, loss = 1): Batch => ({
    ...{ epoch, batch, batches: 4, loss, accuracy: 0.5 },
    ...{ photosPerSecond: 1, learningRate: 0.001, memory: 1 },
  })
  const told = (batches: readonly Batch[]): readonly Batch[] =>
    batches.reduce<readonly Batch[]>(withBatch, [])

  it('are each there once, however often they are told', () => {
    const batches = [batchOf(1, 2), batchOf(1, 4), batchOf(2, 1)]
    expect(told([...batches, ...batches])).toEqual(batches)
  })

  it('give way to those of a training that goes on from before them', () => {
    const again = batchOf(2, 1, 0.5)
    expect(told([batchOf(1, 4), batchOf(2, 2), batchOf(3, 1), again])).toEqual([batchOf(1, 4), again])
  })

  it('do not grow without end', () => {
    expect(told(Array.from({ length: 2100 }, (_, index) => batchOf(index + 1, 4)))).toHaveLength(2000)
  })
})

it('counts the epochs of fine-tuning to the others', () => {
  expect(epochsOf({ epochs: 4, fineTune: null })).toBe(4)
  expect(epochsOf({ epochs: 4, fineTune: { blocks: 1, epochs: 3, learningRate: 1e-5 } })).toBe(7)
})

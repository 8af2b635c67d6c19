import { expect, it } from 'vitest'
import type { Epoch, Run, RunEvent } from '../../../shared/contract/training'
import { AppError } from '../../../shared/errors'
import { withEpoch } from './curve'
import { followRun } from './follow-run'

const epochs: Epoch[] = [1, 2, 3].map((epoch) => ({
  ...{ epoch, loss: 1 / epoch, accuracy: 0.5, valLoss: null, valAccuracy: null, seconds: 0.1 },
  phase: 'train',
}))
const run: Run = {
  ...{ run: 7, status: 'done', reason: null, model: 'EfficientNet-Lite0', head: 'pooled', seed: 1 },
  ...{
    best: { epoch: 3, valAccuracy: null },
    started: null,
    kind: 'head',
    note: '',
    starred: false,
    resumable: false,
  },
}

/** A host whose streams tell so many epochs, one stream after the other, and then break; the last one ends well. */
function host(...told: number[]) {
  let asked = 0
  const ask = async function* (): AsyncGenerator<RunEvent> {
    const count = told[asked++] ?? epochs.length
    for (const epoch of epochs.slice(0, count)) yield { type: 'epoch', epoch }
    if (asked <= told.length) throw new AppError('engine', 'The connection is lost.')
    yield { type: 'ended', run }
  }
  return { ask, asked: () => asked }
}

const pause = (): Promise<void> => Promise.resolve()

it('shows the same curve from its start however often the connection broke', async () => {
  const { ask, asked } = host(1, 0, 2)
  let curve: readonly Epoch[] = []
  const onEpoch = (epoch: Epoch): void => void (curve = withEpoch(curve, epoch))
  const ended = await followRun({ ask, onEpoch, signal: new AbortController().signal, pause })
  expect(ended).toEqual(run)
  expect(asked()).toBe(4)
  expect(curve).toEqual(epochs)
})

it('asks no more for a run that is not there', async () => {
  const failure = new AppError('not-found', 'There is no run 7 in this project.')
  const refused = followRun({
    ask: async function* () {
      throw failure
    },
    ...{ onEpoch: () => undefined, signal: new AbortController().signal, pause },
  })
  await expect(refused).rejects.toBe(failure)
})

it('ends without a word when the page is left', async () => {
  const leaving = new AbortController()
  const { ask, asked } = host(1, 1, 1, 1)
  const onEpoch = (): void => leaving.abort()
  expect(await followRun({ ask, onEpoch, signal: leaving.signal, pause })).toBeUndefined()
  expect(asked()).toBe(1)
})

import { expect, it } from 'vitest'
import type { Answer } from './ask-about'
import { bundledNetwork } from './networks'
import { answerFacts, spokenOutcome } from './spoken'

const answer: Answer = {
  ...{ network: bundledNetwork, model: 'EfficientNet-Lite0', side: 224, ms: 12.4 },
  predictions: [
    { index: 1, label: 'goldfish', score: 0.982 },
    { index: 2, label: 'tench', score: 0.01 },
  ],
}

it('says the best answer first, with percentages', () => {
  expect(spokenOutcome('pond.jpg', { kind: 'answered', answer })).toBe(
    'pond.jpg: goldfish 98.2 %. Then tench 1.0 %.',
  )
})

it('says why there is none, and nothing while one waits', () => {
  expect(spokenOutcome('pond.jpg', { kind: 'skipped', reason: 'It is cut short.' })).toContain(
    'It is cut short.',
  )
  expect(spokenOutcome('pond.jpg', { kind: 'waiting', loaded: false })).toBe('')
})

it('names the run beside the network that it is built on', () => {
  expect(answerFacts(answer)).toBe('EfficientNet-Lite0 · 12 ms')
  expect(answerFacts({ ...answer, network: { kind: 'run', run: 3 } })).toBe(
    'Run 3 · EfficientNet-Lite0 · 12 ms',
  )
})

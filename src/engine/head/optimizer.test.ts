import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tf } from '../tensorflow'
import { Optimizer } from './optimizer'
import type { OptimizerSettings } from './optimizer'

const rate = 0.05
const start = [1, -2, 0.5, 3, 0.25]
const target = [0, 1, 1, -1, 0.25]

/** One weight's way by the books, in double precision; the loss is half the squared distance. */
type Books = (weight: number, gradient: number, memory: number[], step: number) => number

const books: { settings: OptimizerSettings; next: Books }[] = [
  {
    settings: { optimizer: 'adam', momentum: 0 },
    next: (weight, gradient, memory, step) => {
      memory[0] = 0.9 * (memory[0] ?? 0) + 0.1 * gradient
      memory[1] = 0.999 * (memory[1] ?? 0) + 0.001 * gradient ** 2
      const alpha = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step)
      return weight - (alpha * memory[0]) / (Math.sqrt(memory[1]) + 1e-7)
    },
  },
  {
    settings: { optimizer: 'rmsprop', momentum: 0 },
    next: (weight, gradient, memory) => {
      memory[0] = 0.9 * (memory[0] ?? 0) + 0.1 * gradient ** 2
      return weight - (rate * gradient) / Math.sqrt(memory[0] + 1e-7)
    },
  },
  { settings: { optimizer: 'sgd', momentum: 0 }, next: (weight, gradient) => weight - rate * gradient },
  {
    settings: { optimizer: 'sgd', momentum: 0.9 },
    next: (weight, gradient, memory) => {
      memory[0] = 0.9 * (memory[0] ?? 0) - rate * gradient
      return weight + memory[0]
    },
  },
]

describe.each(books)('$settings.optimizer with a momentum of $settings.momentum', ({ settings, next }) => {
  let variable: tf.Variable
  let optimizer: Optimizer
  beforeEach(() => {
    variable = tf.tidy(() => tf.variable(tf.tensor1d(start)))
    optimizer = new Optimizer(settings, [variable])
  })
  afterEach(() => {
    optimizer.dispose()
    variable.dispose()
  })

  const learn = (): number => tf.tidy(() => optimizer.minimize(loss, rate).dataSync()[0] ?? NaN)
  const loss = (): tf.Scalar => variable.sub(tf.tensor1d(target)).square().sum().mul(0.5)

  it('goes as the books say', () => {
    const memories = start.map((): number[] => [])
    let weights = [...start]
    for (let step = 1; step <= 20; step++) {
      learn()
      weights = weights.map((weight, place) =>
        next(weight, weight - (target[place] ?? 0), memories[place] ?? [], step),
      )
    }
    const far = [...variable.dataSync()].map((weight, place) => Math.abs(weight - (weights[place] ?? 0)))
    expect(Math.max(...far)).toBeLessThan(1e-5)
  })

  it('gives the loss before each step, which falls', () => {
    expect(learn()).toBeCloseTo(0.5 * (1 + 9 + 0.25 + 16), 4)
    const losses = Array.from({ length: 30 }, learn)
    expect(losses.at(-1)).toBeLessThan(losses[0] as number)
  })

  it('changes nothing that shares its values', () => {
    learn()
    const [copy, before] = [variable.clone(), [...variable.dataSync()]]
    const state = optimizer.read()
    const remembered = state.map((one) => [...one.dataSync()])
    learn()
    expect([...copy.dataSync()]).toEqual(before)
    expect(state.map((one) => [...one.dataSync()])).toEqual(remembered)
    expect([...variable.dataSync()]).not.toEqual(before)
    tf.dispose([copy, ...state])
  })

  it('goes on with the same bits from what it remembered, in variables that were assigned anew', () => {
    for (let step = 0; step < 3; step++) learn()
    const [weights, state] = [variable.clone(), optimizer.read()]
    for (let step = 0; step < 3; step++) learn()
    const whole = [...variable.dataSync()]
    const other = new Optimizer(settings, [variable])
    other.restore(state, 3)
    variable.assign(weights)
    for (let step = 0; step < 3; step++) tf.dispose(other.minimize(loss, rate))
    expect([...variable.dataSync()]).toEqual(whole)
    other.dispose()
    tf.dispose([weights, ...state])
  })

  it('leaves no tensors behind', () => {
    learn()
    const before = tf.memory().numTensors
    for (let step = 0; step < 5; step++) learn()
    expect(tf.memory().numTensors).toBe(before)
    new Optimizer(settings, [variable]).dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

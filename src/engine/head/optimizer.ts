import type { TrainSettings } from '../../shared/contract/training'
import { tf } from '../tensorflow'

/** What one step makes of a weight and of what the optimizer remembers of it. */
interface Step {
  readonly weight: tf.Tensor
  readonly memory: readonly tf.Tensor[]
}

interface StepInput {
  readonly weight: tf.Tensor
  readonly gradient: tf.Tensor
  /** As many as the rule remembers, in the weight's shape, zeros at first. */
  readonly memory: readonly tf.Tensor[]
  readonly learningRate: number
  /** From 1. */
  readonly step: number
  readonly momentum: number
}

interface Rule {
  /** How many tensors it remembers of each weight. */
  readonly remembers: number
  readonly step: (input: StepInput) => Step
}

/** Keras' own numbers. */
const constants = { beta1: 0.9, beta2: 0.999, rho: 0.9, epsilon: 1e-7 }

/** Kingma and Ba, "Adam", 2015, in the order of computing at the end of its section 2, as Keras has it. */
const adam: Rule = {
  remembers: 2,
  step({ weight, gradient, memory: [first, second], learningRate, step }) {
    const { beta1, beta2, epsilon } = constants
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step)
    const mean = mixed(first, gradient, beta1)
    const square = mixed(second, gradient.square(), beta2)
    return { weight: weight.sub(mean.mul(rate).div(square.sqrt().add(epsilon))), memory: [mean, square] }
  },
}

/** Tieleman and Hinton, 2012, lecture 6.5, as Keras has it: the epsilon is within the root. */
const rmsprop: Rule = {
  remembers: 1,
  step({ weight, gradient, memory: [squares], learningRate }) {
    const square = mixed(squares, gradient.square(), constants.rho)
    const change = gradient.mul(learningRate).div(square.add(constants.epsilon).sqrt())
    return { weight: weight.sub(change), memory: [square] }
  },
}

const sgd: Rule = {
  remembers: 0,
  step: ({ weight, gradient, learningRate }) => ({
    weight: weight.sub(gradient.mul(learningRate)),
    memory: [],
  }),
}

/** As Keras has it: the velocity holds the learning rate of its time. */
const momentum: Rule = {
  remembers: 1,
  step({ weight, gradient, memory: [before], learningRate, momentum: share }) {
    const own = gradient.mul(-learningRate)
    const velocity = before ? before.mul(share).add(own) : own
    return { weight: weight.add(velocity), memory: [velocity] }
  },
}

/** `share` of what was, the rest of what is. */
function mixed(before: tf.Tensor | undefined, now: tf.Tensor, share: number): tf.Tensor {
  const own = now.mul(1 - share)
  return before ? before.mul(share).add(own) : own
}

export type OptimizerSettings = Pick<TrainSettings, 'optimizer' | 'momentum'>

/**
 * Changes variables by their gradients. All that decides its next step is `state` and `steps`, so that a checkpoint
 * goes on with the same bits; the optimizers of tfjs keep rounded powers besides, which they do not give away.
 */
export class Optimizer {
  readonly #rule: Rule
  readonly #memory: tf.Variable[][]
  /** Steps taken so far. */
  steps = 0

  constructor(
    private readonly settings: OptimizerSettings,
    private readonly variables: readonly tf.Variable[],
  ) {
    this.#rule = ruleOf(settings)
    this.#memory = variables.map(({ shape }) =>
      Array.from({ length: this.#rule.remembers }, () => tf.tidy(() => tf.variable(tf.zeros(shape), false))),
    )
  }

  /** What it remembers, of the first variable first. */
  get state(): tf.Variable[] {
    return this.#memory.flat()
  }

  /**
   * One step down.
   * @param compute gives the scalar to be lowered
   * @returns its value before the step; the caller disposes of it
   */
  minimize(compute: () => tf.Scalar, learningRate: number): tf.Scalar {
    const { value, grads } = tf.variableGrads(compute, [...this.variables])
    this.steps += 1
    for (const [place, variable] of this.variables.entries()) {
      const gradient = grads[variable.name]
      if (gradient) tf.tidy(() => this.#apply(variable, gradient, this.#memory[place] ?? [], learningRate))
    }
    tf.dispose(grads)
    return value
  }

  #apply(weight: tf.Variable, gradient: tf.Tensor, memory: tf.Variable[], learningRate: number): void {
    const { momentum: share } = this.settings
    const input = { weight, gradient, memory, learningRate, step: this.steps, momentum: share }
    const next = this.#rule.step(input)
    weight.assign(next.weight)
    for (const [place, value] of next.memory.entries()) memory[place]?.assign(value)
  }

  dispose(): void {
    tf.dispose(this.state)
  }
}

function ruleOf({ optimizer, momentum: share }: OptimizerSettings): Rule {
  if (optimizer === 'sgd') return share > 0 ? momentum : sgd
  return optimizer === 'adam' ? adam : rmsprop
}

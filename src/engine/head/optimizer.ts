import type { TrainSettings } from '../../shared/contract/training'
import { tf } from '../tensorflow'
import { HeldVariable, runOperation } from './held-variable'

/** How an optimizer takes its steps: an operation of TensorFlow's on variables that it holds. */
interface Rule {
  readonly operation: string
  /** How many variables it remembers of each weight, in the weight's shape, zeros at first. */
  readonly remembers: number
  /** The numbers that the operation takes between what is remembered and the gradient, or after it. */
  readonly numbers: (learningRate: number, step: number) => { before: number[]; after: number[] }
}

export type OptimizerSettings = Pick<TrainSettings, 'optimizer' | 'momentum'>

/** Keras' own numbers. */
const constants = { beta1: 0.9, beta2: 0.999, rho: 0.9, epsilon: 1e-7 }

/**
 * Kingma and Ba, "Adam", 2015, in the order of computing at the end of its section 2, as Keras has it. The powers of its
 * two constants are in the learning rate already, which is computed in double precision here; the operation, which
 * would take them as floats, is told that they are 0.
 */
const adam: Rule = {
  operation: 'ResourceApplyAdam',
  remembers: 2,
  numbers(learningRate, step) {
    const { beta1, beta2, epsilon } = constants
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step)
    return { before: [0, 0, rate, beta1, beta2, epsilon], after: [] }
  },
}

/** Tieleman and Hinton, 2012, lecture 6.5, as Keras has it: the epsilon is within the root. */
const rmsprop: Rule = {
  operation: 'ResourceApplyRMSProp',
  // The second is its momentum, which is none.
  remembers: 2,
  numbers: (learningRate) => ({
    before: [learningRate, constants.rho, 0, constants.epsilon],
    after: [],
  }),
}

const sgd: Rule = {
  operation: 'ResourceApplyGradientDescent',
  remembers: 0,
  numbers: (learningRate) => ({ before: [learningRate], after: [] }),
}

/** As Keras has it: the velocity holds the learning rate of its time. */
function momentum(share: number): Rule {
  return {
    operation: 'ResourceApplyKerasMomentum',
    remembers: 1,
    numbers: (learningRate) => ({ before: [learningRate], after: [share] }),
  }
}

/** What learns, as TensorFlow holds it while it changes, and what is remembered of it. */
interface Slot {
  readonly variable: tf.Variable
  readonly held: HeldVariable
  readonly memory: readonly HeldVariable[]
}

/**
 * Changes variables by their gradients, in place: docs/performance.md has the figures. All that decides its next step
 * is `state` and `steps`, so that a checkpoint goes on with the same bits.
 */
export class Optimizer {
  readonly #rule: Rule
  readonly #slots: readonly Slot[]
  /** Steps taken so far. */
  steps = 0

  constructor(
    settings: OptimizerSettings,
    private readonly variables: readonly tf.Variable[],
  ) {
    this.#rule = ruleOf(settings)
    this.#slots = variables.map((variable) => ({
      variable,
      held: new HeldVariable(variable.shape),
      memory: Array.from({ length: this.#rule.remembers }, () => zeros(variable.shape)),
    }))
  }

  /** The shapes of what it remembers, of the first variable first. */
  get shapes(): readonly (readonly number[])[] {
    return this.#memory.map(({ shape }) => shape)
  }

  /** @returns what it remembers, of the first variable first, shared until the next step; the caller disposes of it */
  read(): tf.Tensor[] {
    return this.#memory.map((held) => held.read())
  }

  /** @param state of its shapes, which it only looks at */
  restore(state: readonly tf.Tensor[], steps: number): void {
    for (const [place, held] of this.#memory.entries()) held.assign(state[place] as tf.Tensor)
    this.steps = steps
  }

  get #memory(): readonly HeldVariable[] {
    return this.#slots.flatMap(({ memory }) => memory)
  }

  /**
   * One step down.
   * @param compute gives the scalar to be lowered
   * @returns its value before the step; the caller disposes of it
   */
  minimize(compute: () => tf.Scalar, learningRate: number): tf.Scalar {
    const { value, grads } = tf.variableGrads(compute, [...this.variables])
    this.steps += 1
    const { before, after } = this.#rule.numbers(learningRate, this.steps)
    const numbers = (all: number[]): tf.Scalar[] => all.map((number) => tf.scalar(number))
    tf.tidy(() => {
      const [early, late] = [numbers(before), numbers(after)]
      for (const slot of this.#slots) {
        const gradient = grads[slot.variable.name]
        if (gradient) this.#apply(slot, [...early, gradient, ...late])
      }
    })
    tf.dispose(grads)
    return value
  }

  #apply({ variable, held, memory }: Slot, inputs: readonly tf.Tensor[]): void {
    held.assign(variable)
    // What two hold is copied before it changes: while it does, the variable of tfjs holds nothing.
    const nothing = tf.engine().makeTensor(new Float32Array(0), variable.shape, 'float32')
    variable.assign(nothing)
    try {
      runOperation(this.#rule.operation, 'T', [held.handle, ...memory.map(({ handle }) => handle), ...inputs])
    } finally {
      variable.assign(held.read())
    }
  }

  dispose(): void {
    for (const { held, memory } of this.#slots) for (const one of [held, ...memory]) one.dispose()
  }
}

function zeros(shape: readonly number[]): HeldVariable {
  const held = new HeldVariable(shape)
  tf.tidy(() => held.assign(tf.zeros([...shape])))
  return held
}

function ruleOf({ optimizer, momentum: share }: OptimizerSettings): Rule {
  if (optimizer === 'sgd') return share > 0 ? momentum(share) : sgd
  return optimizer === 'adam' ? adam : rmsprop
}

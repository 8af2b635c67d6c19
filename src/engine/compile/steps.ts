import type { tf } from '../tensorflow'

export type Sides = readonly [rows: number, columns: number]
export type Border = readonly [before: number, after: number]
export type Borders = readonly [rows: Border, columns: Border]

/** What lies around a map while a window moves over it: nothing, as much as keeps the size, or so many zeros. */
export type Padding = 'valid' | 'same' | Borders

export interface Window {
  readonly strides: Sides
  readonly padding: Padding
}

/** An operation that is linear in its input but for a bias: what a scale or an offset can be folded into. */
export interface Linear {
  readonly kind: 'convolution' | 'depthwise' | 'dense'
  /** `[height, width, in, out]`; depthwise `[height, width, in, multiplier]`; dense `[in, out]`. */
  readonly kernel: tf.Tensor
  /** One for each channel that comes out. */
  readonly bias?: Float64Array | undefined
  /** Dense has neither. */
  readonly window?: Window & { readonly dilations: Sides }
}

/** Operations of TensorFlow, named as there, that keep the shape of a map; `Maximum` is that of the map and zero. */
export type Activation =
  'Elu' | 'Maximum' | 'Relu' | 'Relu6' | 'Selu' | 'Sigmoid' | 'Softmax' | 'Softplus' | 'Softsign' | 'Tanh'

export type Operation =
  | { readonly kind: 'input' }
  | Linear
  /** Each channel times a number plus a number; left out, as if they were 1 and 0. */
  | {
      readonly kind: 'affine'
      readonly scale?: Float64Array | undefined
      readonly offset?: Float64Array | undefined
    }
  | { readonly kind: 'activation'; readonly activation: Activation }
  /** Zeros around a map. */
  | { readonly kind: 'pad'; readonly borders: Borders }
  | { readonly kind: 'crop'; readonly borders: Borders }
  /** Every so many rows and columns. */
  | { readonly kind: 'skip'; readonly strides: Sides }
  | ({ readonly kind: 'pool'; readonly pool: 'max' | 'average'; readonly size: Sides } & Window)
  | { readonly kind: 'global pool'; readonly pool: 'max' | 'average'; readonly keepsRank: boolean }
  /** The channels in reverse: red, green, blue become blue, green, red. */
  | { readonly kind: 'reverse' }
  | { readonly kind: 'add' }
  /** @property axis counted without the batch */
  | { readonly kind: 'concatenate'; readonly axis: number }
  | { readonly kind: 'reshape' }

/** A step of a network that predicts. Steps are never changed: what is rewritten is a new one. */
export interface Step<O extends Operation = Operation> {
  readonly name: string
  readonly operation: O
  readonly inputs: readonly Step[]
  /** Of what comes out, without the batch; the channels are the last. */
  readonly shape: readonly number[]
}

export type LinearStep = Step<Linear>
export type PoolStep = Step<Extract<Operation, { kind: 'pool' }>>
export type AffineStep = Step<Extract<Operation, { kind: 'affine' }>>

export function isLinear(step: Step): step is LinearStep {
  return ['convolution', 'depthwise', 'dense'].includes(step.operation.kind)
}

export function is<K extends Operation['kind']>(
  step: Step | undefined,
  kind: K,
): step is Step<Extract<Operation, { kind: K }>> {
  return step?.operation.kind === kind
}

/**
 * Rewrites a network from its beginning to its end.
 * @param rule gets each step, its inputs rewritten already, and whether nobody else uses what a step gives
 * @returns the last step
 */
export function rewrite(last: Step, rule: (step: Step, isOnlyUse: (of: Step) => boolean) => Step): Step {
  const uses = countUses(last)
  const rewritten = new Map<Step, Step>()
  const visit = (step: Step): Step => {
    const known = rewritten.get(step)
    if (known) return known
    const inputs = step.inputs.map(visit)
    const same = inputs.every((input, index) => input === step.inputs[index])
    const next = rule(same ? step : { ...step, inputs }, (of) => uses.get(of) === 1)
    if (!uses.has(next)) uses.set(next, uses.get(step) ?? 0)
    rewritten.set(step, next)
    return next
  }
  return visit(last)
}

function countUses(last: Step): Map<Step, number> {
  const uses = new Map<Step, number>([[last, 1]])
  const pending = [last]
  for (let step = pending.pop(); step; step = pending.pop()) {
    for (const input of step.inputs) {
      const before = uses.get(input)
      if (before === undefined) pending.push(input)
      uses.set(input, (before ?? 0) + 1)
    }
  }
  return uses
}

import type { GraphKind } from '../../shared/contract/models'

/** What the layers of Keras' classes do, by how the names of the classes begin or end. */
const kinds: readonly (readonly [RegExp, GraphKind])[] = [
  [/^InputLayer$/, 'input'],
  [/Pooling\dD$/, 'pooling'],
  [/Conv\dD(?:Transpose)?$/, 'convolution'],
  [/Normalization$/, 'normalization'],
  [/^(?:Activation|ReLU|LeakyReLU|Softmax|Relu6)$/i, 'activation'],
  // A scaled residual adds what comes in.
  [/^(?:Add|Concatenate|Multiply|Average|Maximum|CustomScaleLayer)$/, 'merge'],
  [/^Dense$/, 'dense'],
]

export function kindOf(className: string): GraphKind {
  return kinds.find(([pattern]) => pattern.test(className))?.[1] ?? 'other'
}

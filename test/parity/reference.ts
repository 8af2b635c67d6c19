import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelIds } from '../../src/shared/models'
import type { ModelId } from '../../src/shared/models'

/** What Keras 3 says of a network. */
interface Totals {
  readonly name: string
  readonly inputShape: readonly (number | null)[]
  readonly outputShape: readonly (number | null)[]
  readonly totalParams: number
  readonly trainableParams: number
}

/** A line a layer: name, class, output shape without the batch, parameters, and the layers before it. */
interface Structure {
  readonly withTop: Totals & { readonly lastLayers: readonly string[] }
  /** At 150 × 150; the layers before it are given by their numbers. */
  readonly withoutTop: Totals & { readonly layers: readonly string[] }
}

/** What Keras computes for the generated weights and the generated image. */
export interface Output {
  readonly input: readonly [height: number, width: number, channels: number]
  readonly length: number
  /** The first 16 numbers. */
  readonly first: readonly number[]
  readonly mean: number
  readonly std: number
  readonly max_abs: number
  readonly argmax: number
}

interface Outputs {
  /** Scores before the softmax, at the network's own size. */
  readonly logits: Output
  /** Averages of the last feature map, at 150 × 150. */
  readonly features150: Output
}

export type KerasId = Exclude<ModelId, 'EfficientNet-Lite0'>

/** The eighteen networks of Keras. */
export const kerasIds = modelIds.filter((id): id is KerasId => id !== 'EfficientNet-Lite0')

export const structures = read<Structure>('keras-models.json')
export const outputs = read<Outputs>('keras-outputs.json')

function read<T>(name: string): Record<KerasId, T> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')) as Record<KerasId, T>
}

import type { z } from 'zod'
import type { modelSummarySchema, showModelSettingsSchema } from '../shared/contract/models'
import { modelFacts } from '../shared/models'
import { buildModel, checkTopInput } from './models/registry'
import type { tf } from './tensorflow'

type Summary = z.input<typeof modelSummarySchema>

/**
 * A network's layers as Keras' `summary` tells them; no weights are needed.
 * @throws AppError `not-found` for an unknown network; `bad-input` for a size that it does not take, naming the allowed
 */
export function summarize({ id, top, input }: z.output<typeof showModelSettingsSchema>): Summary {
  const facts = modelFacts(id)
  const sides = input ?? ([facts.input, facts.input] as const)
  if (top) for (const side of sides) checkTopInput(facts, side)
  const model = buildModel(facts.id, { input: sides, includeTop: top, pooling: 'none' })
  try {
    return summaryOf(model)
  } finally {
    model.dispose()
  }
}

/** The layers of a network that is there. */
export function summaryOf(model: tf.LayersModel): Summary {
  const trainable = model.trainableWeights.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  return {
    name: model.name,
    inputShape: model.inputs[0]?.shape ?? [],
    outputShape: model.outputs[0]?.shape ?? [],
    totalParams: model.countParams(),
    trainableParams: trainable,
    layers: model.layers.map((layer) => ({
      name: layer.name,
      class: layer.getClassName(),
      outputShape: layer.outputShape as tf.Shape,
      params: layer.countParams(),
      inbound: layer.inboundNodes[0]?.inboundLayers.map(({ name }) => name) ?? [],
    })),
  }
}

function sizeOf(shape: tf.Shape): number {
  return shape.reduce<number>((product, side) => product * (side ?? 1), 1)
}

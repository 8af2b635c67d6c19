import { z } from 'zod'
import { AppError } from './errors'

/** The networks, under the names by which people choose them. */
export const modelIds = ['EfficientNet-Lite0'] as const
export type ModelId = (typeof modelIds)[number]

/** How pixels of 0 to 255 become what a network was trained on; the formulas are the engine's. */
export const preprocessings = ['tf', 'caffe', 'torch', 'lite'] as const
export type Preprocessing = (typeof preprocessings)[number]

/** What is known of a pretrained network before it is built. */
export const modelFactsSchema = z.object({
  id: z.enum(modelIds),
  label: z.string(),
  /** All numbers of the network with its ImageNet top, moving averages included, as Keras counts them. */
  parameters: z.int().positive(),
  /** Size of the weights' file in megabytes (10⁶ bytes). */
  sizeMB: z.number().positive(),
  /** Published accuracies on ImageNet's validation set, 0 to 1; null where none is published. */
  top1: z.number().min(0).max(1).nullable(),
  top5: z.number().min(0).max(1).nullable(),
  /** Layers with weights from input to output, as Keras' table counts them; null where it has no row. */
  depth: z.int().positive().nullable(),
  /** Side in pixels of the square photos it was trained on. */
  input: z.int().positive(),
  /** The smallest side in pixels that it takes without its top. */
  minInput: z.int().positive(),
  preprocessing: z.enum(preprocessings),
  /** Channels of the last feature map, so numbers a photo after average pooling. */
  featureSize: z.int().positive(),
  /** Whether the weights ship with the application. */
  bundled: z.boolean(),
})
export type ModelFacts = z.infer<typeof modelFactsSchema>

export const models: readonly ModelFacts[] = [
  {
    id: 'EfficientNet-Lite0',
    label: 'EfficientNet-Lite0',
    parameters: 4_694_024,
    sizeMB: 9.4,
    // https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite publishes top-1 alone.
    top1: 0.751,
    top5: null,
    depth: null,
    input: 224,
    minInput: 32,
    preprocessing: 'lite',
    featureSize: 1280,
    bundled: true,
  },
]

/**
 * The row of the table for a name, in upper or lower case.
 * @throws AppError `not-found`, naming the networks that there are
 */
export function modelFacts(id: string): ModelFacts {
  const found = models.find((model) => model.id.toLowerCase() === id.toLowerCase())
  if (found) return found
  throw new AppError('not-found', `No network is called "${id}": choose one of ${modelIds.join(', ')}.`, {
    id,
    known: modelIds,
  })
}

import { z } from 'zod'
import { AppError } from './errors'

/** The networks, under the names by which people choose them. */
export const modelIds = [
  'EfficientNet-Lite0',
  'Xception',
  'VGG16',
  'VGG19',
  'ResNet50',
  'ResNet101',
  'ResNet152',
  'ResNet50V2',
  'ResNet101V2',
  'ResNet152V2',
  'InceptionV3',
  'InceptionResNetV2',
  'MobileNet',
  'MobileNetV2',
  'DenseNet121',
  'DenseNet169',
  'DenseNet201',
  'NASNetMobile',
  'NASNetLarge',
] as const
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
  /** Sides of the square photos for which weights with the top are published: with those it takes no others. */
  topInputs: z.array(z.int().positive()).min(1),
  /** The smallest side in pixels that it takes without its top. */
  minInput: z.int().positive(),
  preprocessing: z.enum(preprocessings),
  /** Channels of the last feature map, so numbers a photo after average pooling. */
  featureSize: z.int().positive(),
  /** Whether the weights ship with the application. */
  bundled: z.boolean(),
})
export type ModelFacts = z.infer<typeof modelFactsSchema>

/** What the networks of a family have in common. Sides and preprocessing are those of Keras' applications modules. */
type Family = Pick<ModelFacts, 'input' | 'topInputs' | 'minInput' | 'preprocessing' | 'featureSize'>

const common = { input: 224, topInputs: [224], minInput: 32, preprocessing: 'tf' } satisfies Partial<Family>
const vgg: Family = { ...common, preprocessing: 'caffe', featureSize: 512 }
const resNet: Family = { ...vgg, featureSize: 2048 }
const resNetV2: Family = { ...common, featureSize: 2048 }
const inception: Family = { ...common, input: 299, topInputs: [299], minInput: 75, featureSize: 2048 }
const xception: Family = { ...inception, minInput: 71 }
const mobileNet: Family = { ...common, topInputs: [128, 160, 192, 224], featureSize: 1024 }
const mobileNetV2: Family = { ...common, topInputs: [96, 128, 160, 192, 224], featureSize: 1280 }
const denseNet: Omit<Family, 'featureSize'> = { ...common, preprocessing: 'torch' }
const nasNetMobile: Family = { ...common, featureSize: 1056 }
const nasNetLarge: Family = { ...common, input: 331, topInputs: [331], featureSize: 4032 }

// prettier-ignore
/** Keras' table, https://keras.io/api/applications. */
const kerasModels: readonly Omit<ModelFacts, 'label' | 'bundled'>[] = [
  { id: 'Xception', parameters: 22_910_480, sizeMB: 88, top1: 0.790, top5: 0.945, depth: 126, ...xception },
  { id: 'VGG16', parameters: 138_357_544, sizeMB: 528, top1: 0.713, top5: 0.901, depth: 23, ...vgg },
  { id: 'VGG19', parameters: 143_667_240, sizeMB: 549, top1: 0.713, top5: 0.900, depth: 26, ...vgg },
  { id: 'ResNet50', parameters: 25_636_712, sizeMB: 98, top1: 0.749, top5: 0.921, depth: null, ...resNet },
  { id: 'ResNet101', parameters: 44_707_176, sizeMB: 171, top1: 0.764, top5: 0.928, depth: null, ...resNet },
  { id: 'ResNet152', parameters: 60_419_944, sizeMB: 232, top1: 0.766, top5: 0.931, depth: null, ...resNet },
  { id: 'ResNet50V2', parameters: 25_613_800, sizeMB: 98, top1: 0.760, top5: 0.930, depth: null, ...resNetV2 },
  { id: 'ResNet101V2', parameters: 44_675_560, sizeMB: 171, top1: 0.772, top5: 0.938, depth: null, ...resNetV2 },
  { id: 'ResNet152V2', parameters: 60_380_648, sizeMB: 232, top1: 0.780, top5: 0.942, depth: null, ...resNetV2 },
  { id: 'InceptionV3', parameters: 23_851_784, sizeMB: 92, top1: 0.779, top5: 0.937, depth: 159, ...inception },
  { id: 'InceptionResNetV2', parameters: 55_873_736, sizeMB: 215, top1: 0.803, top5: 0.953, depth: 572, ...inception, featureSize: 1536 },
  { id: 'MobileNet', parameters: 4_253_864, sizeMB: 16, top1: 0.704, top5: 0.895, depth: 88, ...mobileNet },
  { id: 'MobileNetV2', parameters: 3_538_984, sizeMB: 14, top1: 0.713, top5: 0.901, depth: 88, ...mobileNetV2 },
  { id: 'DenseNet121', parameters: 8_062_504, sizeMB: 33, top1: 0.750, top5: 0.923, depth: 121, ...denseNet, featureSize: 1024 },
  { id: 'DenseNet169', parameters: 14_307_880, sizeMB: 57, top1: 0.762, top5: 0.932, depth: 169, ...denseNet, featureSize: 1664 },
  { id: 'DenseNet201', parameters: 20_242_984, sizeMB: 80, top1: 0.773, top5: 0.936, depth: 201, ...denseNet, featureSize: 1920 },
  { id: 'NASNetMobile', parameters: 5_326_716, sizeMB: 23, top1: 0.744, top5: 0.919, depth: null, ...nasNetMobile },
  { id: 'NASNetLarge', parameters: 88_949_818, sizeMB: 343, top1: 0.825, top5: 0.960, depth: null, ...nasNetLarge },
]

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
    topInputs: [224],
    minInput: 32,
    preprocessing: 'lite',
    featureSize: 1280,
    bundled: true,
  },
  ...kerasModels.map((facts) => ({ ...facts, label: facts.id, bundled: false })),
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

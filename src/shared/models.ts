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

type Accuracies = Pick<ModelFacts, 'top1' | 'top5' | 'depth'>
type Inputs = Pick<ModelFacts, 'input' | 'minInput' | 'preprocessing' | 'featureSize'> & {
  topInputs?: number[]
}

/** A row of Keras' table, https://keras.io/api/applications; the sizes are those of its applications modules. */
function keras(
  id: ModelId,
  parameters: number,
  sizeMB: number,
  { top1, top5, depth }: Accuracies,
  { topInputs, ...inputs }: Inputs,
): ModelFacts {
  const own = { id, label: id, parameters, sizeMB, top1, top5, depth, bundled: false }
  return { ...own, ...inputs, topInputs: topInputs ?? [inputs.input] }
}

const vgg = { input: 224, minInput: 32, preprocessing: 'caffe', featureSize: 512 } as const
const resNet = { input: 224, minInput: 32, preprocessing: 'caffe', featureSize: 2048 } as const
const resNetV2 = { ...resNet, preprocessing: 'tf' } as const
const inception = { input: 299, minInput: 75, preprocessing: 'tf', featureSize: 2048 } as const
const denseNet = { input: 224, minInput: 32, preprocessing: 'torch' } as const
const mobile = { input: 224, minInput: 32, preprocessing: 'tf' } as const

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
  keras('Xception', 22_910_480, 88, { top1: 0.79, top5: 0.945, depth: 126 }, { ...inception, minInput: 71 }),
  keras('VGG16', 138_357_544, 528, { top1: 0.713, top5: 0.901, depth: 23 }, vgg),
  keras('VGG19', 143_667_240, 549, { top1: 0.713, top5: 0.9, depth: 26 }, vgg),
  keras('ResNet50', 25_636_712, 98, { top1: 0.749, top5: 0.921, depth: null }, resNet),
  keras('ResNet101', 44_707_176, 171, { top1: 0.764, top5: 0.928, depth: null }, resNet),
  keras('ResNet152', 60_419_944, 232, { top1: 0.766, top5: 0.931, depth: null }, resNet),
  keras('ResNet50V2', 25_613_800, 98, { top1: 0.76, top5: 0.93, depth: null }, resNetV2),
  keras('ResNet101V2', 44_675_560, 171, { top1: 0.772, top5: 0.938, depth: null }, resNetV2),
  keras('ResNet152V2', 60_380_648, 232, { top1: 0.78, top5: 0.942, depth: null }, resNetV2),
  keras('InceptionV3', 23_851_784, 92, { top1: 0.779, top5: 0.937, depth: 159 }, inception),
  keras(
    'InceptionResNetV2',
    55_873_736,
    215,
    { top1: 0.803, top5: 0.953, depth: 572 },
    { ...inception, featureSize: 1536 },
  ),
  keras(
    'MobileNet',
    4_253_864,
    16,
    { top1: 0.704, top5: 0.895, depth: 88 },
    { ...mobile, featureSize: 1024, topInputs: [128, 160, 192, 224] },
  ),
  keras(
    'MobileNetV2',
    3_538_984,
    14,
    { top1: 0.713, top5: 0.901, depth: 88 },
    { ...mobile, featureSize: 1280, topInputs: [96, 128, 160, 192, 224] },
  ),
  keras(
    'DenseNet121',
    8_062_504,
    33,
    { top1: 0.75, top5: 0.923, depth: 121 },
    { ...denseNet, featureSize: 1024 },
  ),
  keras(
    'DenseNet169',
    14_307_880,
    57,
    { top1: 0.762, top5: 0.932, depth: 169 },
    { ...denseNet, featureSize: 1664 },
  ),
  keras(
    'DenseNet201',
    20_242_984,
    80,
    { top1: 0.773, top5: 0.936, depth: 201 },
    { ...denseNet, featureSize: 1920 },
  ),
  keras(
    'NASNetMobile',
    5_326_716,
    23,
    { top1: 0.744, top5: 0.919, depth: null },
    { ...mobile, featureSize: 1056 },
  ),
  keras(
    'NASNetLarge',
    88_949_818,
    343,
    { top1: 0.825, top5: 0.96, depth: null },
    { ...mobile, input: 331, featureSize: 4032 },
  ),
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

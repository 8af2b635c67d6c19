import { AppError } from '../../shared/errors'
import { modelFacts } from '../../shared/models'
import type { ModelFacts, ModelId } from '../../shared/models'
import type { tf } from '../tensorflow'
import { denseNet121, denseNet169, denseNet201 } from './denseNet'
import { efficientNetLite0 } from './efficientNetLite'
import { inceptionResNetV2 } from './inceptionResNetV2'
import { inceptionV3 } from './inceptionV3'
import { mobileNet } from './mobileNet'
import { mobileNetV2 } from './mobileNetV2'
import { nasNetLarge, nasNetMobile } from './nasNet'
import type { Architecture, ModelOptions } from './options'
import { resNet101, resNet152, resNet50 } from './resnet'
import { resNet101V2, resNet152V2, resNet50V2 } from './resnetV2'
import { vgg16, vgg19 } from './vgg'
import { xception } from './xception'

const imageNetClasses = 1000

const architectures: Record<ModelId, Architecture> = {
  'EfficientNet-Lite0': efficientNetLite0,
  Xception: xception,
  VGG16: vgg16,
  VGG19: vgg19,
  ResNet50: resNet50,
  ResNet101: resNet101,
  ResNet152: resNet152,
  ResNet50V2: resNet50V2,
  ResNet101V2: resNet101V2,
  ResNet152V2: resNet152V2,
  InceptionV3: inceptionV3,
  InceptionResNetV2: inceptionResNetV2,
  MobileNet: mobileNet,
  MobileNetV2: mobileNetV2,
  DenseNet121: denseNet121,
  DenseNet169: denseNet169,
  DenseNet201: denseNet201,
  NASNetMobile: nasNetMobile,
  NASNetLarge: nasNetLarge,
}

/**
 * A network whose kernels are still zero: give it weights before it predicts. Left out, the options are those of the published one: its own input, with the top,
 * probabilities of the 1,000 ImageNet classes, and average pooling where there is no top.
 * @throws AppError `not-found` for an unknown network; `bad-input` for photos smaller than it can take
 */
export function buildModel(id: string, options: Partial<ModelOptions> = {}): tf.LayersModel {
  const facts = modelFacts(id)
  const decided: ModelOptions = {
    input: [facts.input, facts.input],
    includeTop: true,
    pooling: 'avg',
    classes: imageNetClasses,
    activation: 'softmax',
    ...options,
  }
  checkInput(facts, decided.input)
  return architectures[facts.id](decided)
}

/**
 * Checks the size of the photos that a network with its pretrained top is to take.
 * @throws AppError `bad-input` where no such weights are published, naming the sizes for which they are
 */
export function checkTopInput({ id, topInputs, minInput }: ModelFacts, side: number): void {
  if (topInputs.includes(side)) return
  const sizes = topInputs.map((allowed) => `${allowed} × ${allowed}`).join(', ')
  throw new AppError(
    'bad-input',
    `With its top ${id} takes photos of ${sizes} pixels, and the input is ${side} × ${side}: ` +
      `choose one of these, or leave out the top, which allows every size from ${minInput} pixels on.`,
    { model: id, input: side, allowed: topInputs },
  )
}

function checkInput({ id, minInput }: ModelFacts, input: readonly [number, number]): void {
  if (input.every((side) => Number.isInteger(side) && side >= minInput)) return
  throw new AppError(
    'bad-input',
    `${id} takes photos of whole sides from ${minInput} pixels on, and the input is ${input.join(' × ')}: make it larger.`,
    { model: id, input, minInput },
  )
}

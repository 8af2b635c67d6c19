import { AppError } from '../../shared/errors'
import { modelFacts } from '../../shared/models'
import type { ModelFacts, ModelId } from '../../shared/models'
import type { tf } from '../tensorflow'
import { efficientNetLite0 } from './efficientNetLite'
import type { ModelOptions } from './options'

const imageNetClasses = 1000

const builders: Record<ModelId, (options: ModelOptions) => tf.LayersModel> = {
  'EfficientNet-Lite0': efficientNetLite0,
}

/**
 * A network with fresh weights. Left out, the options are those of the published one: its own input, with the top,
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
  return builders[facts.id](decided)
}

function checkInput({ id, minInput }: ModelFacts, input: readonly [number, number]): void {
  if (input.every((side) => Number.isInteger(side) && side >= minInput)) return
  throw new AppError(
    'bad-input',
    `${id} takes photos of whole sides from ${minInput} pixels on, and the input is ${input.join(' × ')}: make it larger.`,
    { model: id, input, minInput },
  )
}

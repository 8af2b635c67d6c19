import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Base, EngineNetwork } from '../shared/contract/engine'
import { toAppError } from '../shared/errors'
import { modelFacts } from '../shared/models'
import { defaultPixelRule } from '../shared/pixels'
import type { Classifier } from './classifier'
import { classProbabilities } from './head/probabilities'
import { loadHead } from './head/load'
import { LeaseCache } from './leases'
import type { Lease } from './leases'
import { readImageNetClasses } from './models/decode'
import type { ModelOptions } from './models/options'
import { buildModel, checkTopInput } from './models/registry'
import { layersPredictor } from './predictor'
import type { Predictor } from './predictor'
import { tf } from './tensorflow'
import { findWeights } from './weights/origin'
import type { WeightsOrigin, WeightsWish } from './weights/origin'

/** What decides a base's weights and shapes. */
export type BaseNetwork = Pick<Base, 'model' | 'input' | 'pooling'> & {
  /** Absolute folder of converted weights to be used instead of the installed ones. */
  readonly weights?: string | undefined
}

/** How many networks stay loaded when nobody uses them. */
const kept = 3

/** Loads networks and keeps the last few: whoever takes one holds it until the lease is disposed of. */
export class Networks {
  readonly #predictors = new LeaseCache<Predictor>(kept)
  readonly #classifiers = new LeaseCache<Classifier>(kept)

  /**
   * @param resources absolute path of the folder `resources`
   * @param models absolute path of the folder with the weights that the user installed
   */
  constructor(
    readonly resources: string,
    readonly models?: string,
  ) {}

  /** SHA-256 of the file with a network's weights, in hex. @throws AppError `not-found`, `unreadable` */
  async weightsHash(model: string): Promise<string> {
    return (await this.weights({ model, top: false })).hash
  }

  /** A network's weights. @throws AppError `not-found`, saying how they are fetched; `unreadable` */
  weights(wish: WeightsWish): Promise<WeightsOrigin> {
    return findWeights({ resources: this.resources, models: this.models }, wish)
  }

  /** A network without its top. @throws AppError `not-found`, `bad-input`, `unreadable` */
  async base({ model, input, pooling, weights: folder }: BaseNetwork): Promise<Lease<Predictor>> {
    const { id } = modelFacts(model)
    const weights = await this.weights({ model, top: false, folder })
    const options = { input: [input, input], includeTop: false, pooling } as const
    const key = `${id} ${input} ${pooling} ${weights.hash}`
    return this.#predictors.take(key, () => loadPredictor(id, options, weights))
  }

  /**
   * A whole pretrained network.
   * @param input side of the photos in pixels; left out: its own
   * @param folder absolute folder of converted weights to be used instead of the installed ones
   * @throws AppError `not-found`, `bad-input`, `unreadable`
   */
  async pretrained(id: string, input = modelFacts(id).input, folder?: string): Promise<Lease<Classifier>> {
    const facts = modelFacts(id)
    checkTopInput(facts, input)
    const weights = await this.weights({ model: id, top: true, folder })
    return this.#classifiers.take(`${facts.id} ${input} ${weights.hash}`, async () => {
      const classes = await readImageNetClasses(this.resources)
      const predictor = await loadPredictor(facts.id, { input: [input, input] }, weights)
      return {
        model: facts.id,
        inputShape: predictor.inputShape,
        classes,
        rule: defaultPixelRule,
        scores: (photos) => numbersOf(() => predictor.predict(photos)),
        dispose: () => predictor.dispose(),
      }
    })
  }

  /** A trained run from its folder. @throws AppError `not-found`, `unreadable` */
  async run(folder: string): Promise<Lease<Classifier>> {
    const written = await stat(join(folder, 'run.json')).catch((error: unknown) => {
      throw toAppError(error)
    })
    return this.#classifiers.take(`${folder} ${written.mtimeMs}`, () => this.#loadRun(folder))
  }

  /** Either kind. */
  classifier(network: EngineNetwork): Promise<Lease<Classifier>> {
    if (network.kind === 'run') return this.run(network.folder)
    return this.pretrained(network.id, undefined, network.weights)
  }

  async #loadRun(folder: string): Promise<Classifier> {
    const { run, head } = await loadHead(folder)
    const base = await this.base(run.base).catch((error: unknown) => {
      head.dispose()
      throw error
    })
    const apply = (photos: tf.Tensor4D): tf.Tensor => head.apply(base.value.predict(photos)) as tf.Tensor
    return {
      model: run.base.model,
      inputShape: base.value.inputShape,
      classes: run.classes.map((label) => ({ label })),
      rule: { fit: run.base.fit, interpolation: run.base.interpolation },
      scores: (photos) =>
        classProbabilities(
          numbersOf(() => apply(photos)),
          run.classes.length,
        ),
      dispose: () => {
        head.dispose()
        base[Symbol.dispose]()
      },
    }
  }
}

async function loadPredictor(
  id: string,
  options: Partial<ModelOptions>,
  weights: WeightsOrigin,
): Promise<Predictor> {
  const model = buildModel(id, options)
  try {
    await weights.load(model)
  } catch (error) {
    model.dispose()
    throw error
  }
  return layersPredictor(model, modelFacts(id).preprocessing)
}

/** What a computation gives, on the device no longer. */
function numbersOf(compute: () => tf.Tensor): Float32Array {
  // Probabilities are float32, and so is their typed array.
  return tf.tidy(() => compute().dataSync()) as Float32Array
}

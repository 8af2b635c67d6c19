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
import { bundledManifestSchema, bundledModelFolder, loadBundledWeights } from './models/bundled'
import { readImageNetClasses } from './models/decode'
import type { ModelOptions } from './models/options'
import { readJsonPart } from './models/part'
import { buildModel } from './models/registry'
import { layersPredictor } from './predictor'
import type { Predictor } from './predictor'
import { tf } from './tensorflow'

/** What decides a base's weights and shapes. */
export type BaseNetwork = Pick<Base, 'model' | 'input' | 'pooling'>

/** How many networks stay loaded when nobody uses them. */
const kept = 3

/** Loads networks and keeps the last few: whoever takes one holds it until the lease is disposed of. */
export class Networks {
  readonly #predictors = new LeaseCache<Predictor>(kept)
  readonly #classifiers = new LeaseCache<Classifier>(kept)

  /** @param resources absolute path of the folder `resources` */
  constructor(readonly resources: string) {}

  /** SHA-256 of the file with a network's weights, in hex. @throws AppError `not-found`, `unreadable` */
  async weightsHash(model: string): Promise<string> {
    const folder = bundledModelFolder(this.resources, modelFacts(model).id)
    const { sha256 } = await readJsonPart(join(folder, 'model.json'), bundledManifestSchema)
    return sha256
  }

  /** A network without its top. @throws AppError `not-found`, `bad-input`, `unreadable` */
  base({ model, input, pooling }: BaseNetwork): Promise<Lease<Predictor>> {
    const { id } = modelFacts(model)
    const options = { input: [input, input], includeTop: false, pooling } as const
    return this.#predictors.take(`${id} ${input} ${pooling}`, () => this.#load(id, options))
  }

  /**
   * A whole pretrained network.
   * @param input side of the photos in pixels; left out: its own
   * @throws AppError `not-found`, `bad-input`, `unreadable`
   */
  pretrained(id: string, input = modelFacts(id).input): Promise<Lease<Classifier>> {
    const facts = modelFacts(id)
    return this.#classifiers.take(`${facts.id} ${input}`, async () => {
      const classes = await readImageNetClasses(this.resources)
      const predictor = await this.#load(facts.id, { input: [input, input] })
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
    return network.kind === 'run' ? this.run(network.folder) : this.pretrained(network.id)
  }

  async #load(id: string, options: Partial<ModelOptions>): Promise<Predictor> {
    const facts = modelFacts(id)
    const model = buildModel(id, options)
    try {
      await loadBundledWeights(model, bundledModelFolder(this.resources, facts.id))
    } catch (error) {
      model.dispose()
      throw error
    }
    return layersPredictor(model, facts.preprocessing)
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

/** What a computation gives, on the device no longer. */
function numbersOf(compute: () => tf.Tensor): Float32Array {
  // Probabilities are float32, and so is their typed array.
  return tf.tidy(() => compute().dataSync()) as Float32Array
}

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Base, EngineNetwork } from '../shared/contract/engine'
import { scratchModel } from '../shared/contract/training'
import { toAppError } from '../shared/errors'
import { modelFacts } from '../shared/models'
import { defaultPixelRule } from '../shared/pixels'
import type { Classifier } from './classifier'
import type { CompiledStore, CompiledWish } from './compile/store'
import { classProbabilities } from './head/probabilities'
import { loadHead } from './head/load'
import { LeaseCache } from './leases'
import type { Lease } from './leases'
import { readImageNetClasses } from './models/decode'
import { buildModel, checkTopInput } from './models/registry'
import { numbersOf } from './numbers'
import { layersPredictor, pixelPredictor } from './predictor'
import type { Predictor } from './predictor'
import type { tf } from './tensorflow'
import { frontOf } from './tuning/network'
import { findWeights } from './weights/origin'
import type { WeightsOrigin, WeightsWish } from './weights/origin'

/** What decides a base's weights and shapes. */
export type BaseNetwork = Pick<Base, 'model' | 'input' | 'pooling' | 'cut'> & {
  /** Absolute folder of converted weights to be used instead of the installed ones. */
  readonly weights?: string | undefined
}

/** What stays loaded when nobody uses it: a few networks, and only one of the largest. */
const kept = { count: 6, bytes: 768 * 2 ** 20 }

type Wanted = Pick<CompiledWish, 'input' | 'end'> & { readonly id: CompiledWish['model'] }

/** Loads networks and keeps the last few: whoever takes one holds it until the lease is disposed of. */
export class Networks {
  readonly #predictors = new LeaseCache<Predictor>(kept)
  readonly #classifiers = new LeaseCache<Classifier>(kept)

  /**
   * @param resources absolute path of the folder `resources`
   * @param models absolute path of the folder with the weights that the user installed
   * @param compiled where networks are compiled; without it they predict through their layers
   */
  constructor(
    readonly resources: string,
    readonly models?: string,
    private readonly compiled?: CompiledStore,
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
  async base({ model, input, pooling, cut, weights: folder }: BaseNetwork): Promise<Lease<Predictor>> {
    if (model === scratchModel) {
      return this.#predictors.take(`${model} ${input}`, () => Promise.resolve(pixelPredictor(input)))
    }
    const { id } = modelFacts(model)
    const end = cut === undefined ? pooling : (`cut-${cut}` as const)
    const weights = await this.weights({ model, top: false, folder })
    const key = `${id} ${input} ${end} ${weights.hash}`
    return this.#predictors.take(key, () => this.#load({ id, input, end }, weights))
  }

  /**
   * A network without its top as layers, up to its cut where it has one; the caller disposes of it.
   * @throws AppError `not-found`, `bad-input`, `unreadable`
   */
  async layersBase({ model, input, pooling, cut }: BaseNetwork): Promise<tf.LayersModel> {
    const { id } = modelFacts(model)
    const end = cut === undefined ? pooling : (`cut-${cut}` as const)
    return buildWithWeights({ id, input, end }, await this.weights({ model, top: false }))
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
      const predictor = await this.#load({ id: facts.id, input, end: 'top' }, weights)
      return {
        model: facts.id,
        inputShape: predictor.inputShape,
        classes,
        rule: defaultPixelRule,
        scores: (photos) => numbersOf(() => predictor.predict(photos)),
        scoresOfBytes: (photos) => numbersOf(() => predictor.predictBytes(photos)),
        bytes: predictor.bytes,
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

  async #load(wanted: Wanted, weights: WeightsOrigin): Promise<Predictor> {
    const { id: model, input, end } = wanted
    const { preprocessing } = modelFacts(model)
    const build = () => buildWithWeights(wanted, weights)
    if (!this.compiled) return layersPredictor(await build(), preprocessing)
    return this.compiled.open({ model, input, end, weights: weights.hash, preprocessing, build })
  }

  async #loadRun(folder: string): Promise<Classifier> {
    const { run, head } = await loadHead(folder)
    const base = await this.base(run.base).catch((error: unknown) => {
      head.dispose()
      throw error
    })
    const scoresOf = (features: () => tf.Tensor): Float32Array => {
      const outputs = numbersOf(() => head.apply(features()) as tf.Tensor)
      return classProbabilities(outputs, run.classes.length)
    }
    return {
      model: run.base.model,
      inputShape: base.value.inputShape,
      classes: run.classes.map((label) => ({ label })),
      rule: { fit: run.base.fit, interpolation: run.base.interpolation },
      scores: (photos) => scoresOf(() => base.value.predict(photos)),
      scoresOfBytes: (photos) => scoresOf(() => base.value.predictBytes(photos)),
      bytes: head.countParams() * Float32Array.BYTES_PER_ELEMENT,
      dispose: () => {
        head.dispose()
        base[Symbol.dispose]()
      },
    }
  }
}

async function buildWithWeights({ id, input, end }: Wanted, weights: WeightsOrigin): Promise<tf.LayersModel> {
  const cut = end.startsWith('cut-') ? end.slice('cut-'.length) : undefined
  const pooling = end === 'avg' || end === 'max' ? end : 'none'
  const ending = end === 'top' ? {} : ({ includeTop: false, pooling } as const)
  const model = buildModel(id, { input: [input, input], ...ending })
  try {
    await weights.load(model)
    return cut === undefined ? model : frontOf(model, cut)
  } catch (error) {
    model.dispose()
    throw error
  }
}

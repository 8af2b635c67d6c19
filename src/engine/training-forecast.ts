import type { z } from 'zod'
import type { Base, engineForecastSchema, forecastManifestSchema } from '../shared/contract/engine'
import { AppError, cancelled } from '../shared/errors'
import { featureBatch, featuresOf } from './features/compute'
import { buildHead } from './head/build'
import { modelLearner } from './head/learner'
import type { Learner } from './head/learner'
import { Objective } from './head/objective'
import { Optimizer } from './head/optimizer'
import { measuredAtOnce } from './head/train'
import type { EngineParts } from './parts'
import { inBatches, readPhotos } from './reading/photos'
import { buildScratch } from './scratch/build'
import { tf } from './tensorflow'
import { trainingBase } from './train'
import { bytesOf, featureBatches, photoBatches } from './training-forecast-batches'
import type { Batch, Batches } from './training-forecast-batches'
import { tunedNetwork } from './tuning/network'
import { cutOf } from './tuning/tune'

type Manifest = z.output<typeof forecastManifestSchema>
export type EngineForecast = z.output<typeof engineForecastSchema>

/** Times that each thing is measured, after once that does not count: the first one fetches and fills everything. */
const repeats = 3

/**
 * Measures a few batches of a training as they would be, with made-up values and photos from the sample, and keeps nothing.
 * @throws AppError `bad-input` when no photo of the sample can be read; `cancelled`; what a training of these settings throws
 */
export async function forecast(
  parts: EngineParts,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<EngineForecast> {
  const measurement = new Measurement(parts, manifest, signal)
  const { settings } = manifest
  if (settings.scratch) return measurement.scratch()
  return measurement.head()
}

/** What values of a photo are, and how long they take. */
interface Features {
  readonly shape: readonly number[]
  readonly seconds: number
}

/** What learning takes. */
interface Learned {
  readonly secondsPerBatch: number
  readonly secondsPerMeasured: number
  readonly trainableBytes: number
}

class Measurement {
  #memory = 0

  constructor(
    private readonly parts: EngineParts,
    private readonly manifest: Manifest,
    private readonly signal: AbortSignal,
  ) {}

  async scratch(): Promise<EngineForecast> {
    const { settings, classes } = this.manifest
    const side = trainingBase(settings).input
    const network = buildScratch({ side, classes, settings })
    try {
      const secondsPerFeature = await this.#reading(trainingBase(settings))
      const learned = await this.#learning(
        modelLearner(network, classes),
        [side, side, 3],
        photoBatches(side, settings),
      )
      // Photos are read once and kept, a byte a value.
      const facts = { secondsPerFeature, featureBytes: side * side * 3, tuning: null }
      return { ...learned, ...facts, memory: this.#memory }
    } finally {
      network.dispose()
    }
  }

  async head(): Promise<EngineForecast> {
    const { settings, classes } = this.manifest
    const base = trainingBase(settings)
    const { shape, seconds } = await this.#features(base)
    const head = buildHead({ featureShape: shape, classes, settings })
    try {
      const learned = await this.#learning(modelLearner(head, classes), shape)
      const facts = { secondsPerFeature: seconds, featureBytes: bytesOf(shape) }
      const plain = { ...learned, ...facts, tuning: null, memory: this.#memory }
      if (!settings.fineTune) return plain
      return await this.#tuning(plain, base, cutOf(base, settings.fineTune))
    } finally {
      head.dispose()
    }
  }

  async #tuning(plain: EngineForecast, base: Base, cut: string): Promise<EngineForecast> {
    const { settings, classes } = this.manifest
    const { shape, seconds } = await this.#features({ ...base, cut })
    const layers = await this.parts.networks.layersBase(base)
    const featureShape = layers.outputs[0]?.shape.slice(1).map((side) => side ?? 0) ?? []
    const network = tunedNetwork(layers, cut, buildHead({ featureShape, classes, settings }), classes)
    try {
      const learned = await this.#learning(network.learner, shape)
      return {
        ...plain,
        tuning: { secondsPerFeature: seconds, secondsPerBatch: learned.secondsPerBatch },
        featureBytes: plain.featureBytes + bytesOf(shape),
        trainableBytes: Math.max(plain.trainableBytes, learned.trainableBytes),
        memory: this.#memory,
      }
    } finally {
      network.dispose()
    }
  }

  /** Seconds that a photo of the sample takes to be read, as many at once as a training reads. */
  async #reading(base: Base): Promise<number> {
    const paths = this.manifest.sample.map(({ path }) => path)
    const options = { ...base, height: base.input, width: base.input }
    const start = performance.now()
    let photos = 0
    for await (const read of readPhotos(paths, options, this.signal)) if ('pixels' in read) photos += 1
    if (photos > 0) return (performance.now() - start) / 1000 / photos
    throw this.#noneReadable()
  }

  /** Reads the sample and computes it, in batches as they are computed for features. */
  async #features(base: Base): Promise<Features> {
    const { device, networks } = this.parts
    using lease = await device.turn('training', () => networks.base(base))
    const { value: predictor } = lease
    const paths = this.manifest.sample.map(({ path }) => path)
    const options = { ...base, height: base.input, width: base.input }
    let [photos, seconds, isWarm] = [0, 0, false]
    let start = performance.now()
    for await (const read of inBatches(readPhotos(paths, options, this.signal), featureBatch)) {
      const pixels = read.flatMap((photo) => ('skipped' in photo ? [] : [photo.pixels]))
      if (pixels.length === 0) continue
      const reading = performance.now() - start
      if (!isWarm) await this.#turn(() => featuresOf(predictor, pixels))
      isWarm = true
      seconds += (reading + (await this.#turn(() => featuresOf(predictor, pixels)))) / 1000
      photos += pixels.length
      start = performance.now()
    }
    if (photos > 0) return { shape: predictor.outputShape, seconds: seconds / photos }
    throw this.#noneReadable()
  }

  #noneReadable(): AppError {
    return new AppError(
      'bad-input',
      `None of the ${this.manifest.sample.length} photos that were to be measured can be read: look at Photos, which ` +
        'tells why, and put the files back.',
    )
  }

  async #learning(
    learner: Learner,
    shape: readonly number[],
    batches: Batches = featureBatches(shape),
  ): Promise<Learned> {
    const { settings } = this.manifest
    const objective = new Objective(learner)
    const optimizer = new Optimizer(settings, learner.variables)
    try {
      // As small as can be: what is measured is the time, and no weight is to become infinite.
      const batch = await this.#batch(shape, batches(settings.batch, true), (values, labels) =>
        objective.learn(optimizer, 1e-9, values, labels),
      )
      const measured = await this.#batch(shape, batches(measuredAtOnce, false), (values, labels) =>
        objective.measure(values, labels),
      )
      return {
        secondsPerBatch: batch,
        secondsPerMeasured: measured / measuredAtOnce,
        trainableBytes: learner.variables.reduce((sum, { shape: own }) => sum + bytesOf(own), 0),
      }
    } finally {
      optimizer.dispose()
    }
  }

  /** Seconds that a batch takes, its values included as a table would give them. */
  async #batch(
    shape: readonly number[],
    { photos, gather }: Batch,
    work: (values: tf.Tensor, labels: readonly number[]) => unknown,
  ): Promise<number> {
    const labels = Array.from({ length: photos }, (_, photo) => photo % this.manifest.classes)
    const times: number[] = []
    for (let time = 0; time <= repeats; time++) {
      times.push(
        await this.#turn(() => {
          const tensor = tf.tensor(gather(), [photos, ...shape])
          work(tensor, labels)
          tensor.dispose()
        }),
      )
    }
    return median(times.slice(1)) / 1000
  }

  /** Milliseconds of a turn, its waiting not counted. */
  #turn(work: () => unknown): Promise<number> {
    return this.parts.device.turn('training', () => {
      if (this.signal.aborted) throw cancelled()
      const start = performance.now()
      work()
      const milliseconds = performance.now() - start
      this.#memory = Math.max(this.#memory, process.memoryUsage.rss())
      return milliseconds
    })
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
}

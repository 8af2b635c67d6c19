import { z } from 'zod'
import { fitSchema, interpolationSchema } from '../pixels'
import { call, stream } from '../rpc/contract'
import { weightsManifestSchema, weightsSourceSchema } from '../weights-manifest'
import { modelSummarySchema, showModelSettingsSchema } from './models'
import { skippedSchema } from './photos'
import {
  classifiedSchema,
  exportFormats,
  exportResultSchema,
  featuresEventSchema,
  poolings,
} from './predictions'
import { batchSchema, epochSchema, trainResultSchema, trainSettingsSchema } from './training'

/** A photo as the engine needs it: where it lies, and its content's SHA-256 in hex, the key of its features. */
export const enginePhotoSchema = z.object({ path: z.string(), hash: z.string() })
export type EnginePhoto = z.infer<typeof enginePhotoSchema>

/** What decides the features of a photo besides its content. */
export const baseSchema = z.object({
  /** A pretrained network's id; `scratch`: none, the pixels themselves, 0 to 1. */
  model: z.string(),
  /** Side of the square input in pixels. */
  input: z.int().positive(),
  pooling: z.enum(poolings),
  /** The layer after which the network ends, where what comes after it has learned as well. */
  cut: z.string().optional(),
  fit: fitSchema,
  interpolation: interpolationSchema,
})
export type Base = z.infer<typeof baseSchema>

/** A pretrained network by its id, or a trained one by its run folder. */
export const engineNetworkSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pretrained'),
    id: z.string(),
    /** Absolute folder of converted weights to be used instead of the installed ones. */
    weights: z.string().optional(),
  }),
  z.object({ kind: z.literal('run'), folder: z.string() }),
])
export type EngineNetwork = z.infer<typeof engineNetworkSchema>

const pixelRule = { fit: fitSchema.optional(), interpolation: interpolationSchema.optional() }

export const engineClassifySchema = z.object({
  network: engineNetworkSchema,
  paths: z.array(z.string()),
  top: z.int().positive(),
  ...pixelRule,
})

export const engineClassifyEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), model: z.string(), input: z.tuple([z.int(), z.int(), z.int()]) }),
  z.object({ type: z.literal('classified'), result: classifiedSchema.omit({ answer: true }) }),
  z.object({ type: z.literal('skipped'), skipped: skippedSchema }),
])

const labelledPhoto = enginePhotoSchema.extend({ label: z.int().min(0) })

/** Everything a training needs, and nothing of the database. */
export const trainManifestSchema = z.object({
  /** Absolute; the run's own folder, in which `run.json` and `head/` are written. */
  folder: z.string(),
  /** Absolute; where features are kept for every later training. */
  features: z.string(),
  /** In the order of the labels' numbers. */
  classes: z.array(z.string()).min(2),
  settings: trainSettingsSchema,
  train: z.array(labelledPhoto).min(1),
  val: z.array(labelledPhoto),
  /** Goes on from the checkpoint in the folder; without one it begins anew. */
  resume: z.boolean(),
})
export type TrainManifest = z.infer<typeof trainManifestSchema>

export const engineProgressSchema = z.object({
  type: z.literal('progress'),
  phase: z.enum(['features', 'training', 'scoring', 'writing', 'comparing']),
  done: z.number(),
  total: z.number(),
  unit: z.enum(['photos', 'batches', 'files']),
})

export const trainEventSchema = z.discriminatedUnion('type', [
  engineProgressSchema,
  z.object({ type: z.literal('skipped'), skipped: skippedSchema }),
  z.object({ type: z.literal('batch'), batch: batchSchema }),
  /** What people should know of a training that goes on all the same. */
  z.object({ type: z.literal('remark'), text: z.string() }),
  /** With `resumed`: one of those before it went on. */
  z.object({ type: z.literal('epoch'), epoch: epochSchema, resumed: z.boolean().optional() }),
  z.object({ type: z.literal('done'), stopped: z.boolean(), result: trainResultSchema.omit({ run: true }) }),
])
export type TrainEvent = z.infer<typeof trainEventSchema>

export const scoreManifestSchema = z.object({
  folder: z.string(),
  features: z.string(),
  photos: z.array(enginePhotoSchema),
})

export const scoreEventSchema = z.discriminatedUnion('type', [
  engineProgressSchema,
  z.object({ type: z.literal('skipped'), skipped: skippedSchema }),
  /** A probability a class, in the order of the run's classes; binary heads give two as well. */
  z.object({ type: z.literal('scored'), path: z.string(), scores: z.array(z.number()) }),
])

const foldedPhoto = labelledPhoto.extend({ fold: z.int().min(0) })

/** Heads on the pooled features of a base, one a fold, each trained on the other folds. */
export const crossValidateManifestSchema = z.object({
  base: baseSchema,
  features: z.string(),
  classes: z.array(z.string()).min(2),
  folds: z.int().min(2),
  seed: z.int().min(0),
  photos: z.array(foldedPhoto).min(2),
})

const nearestSettings = { base: baseSchema, features: z.string(), photos: z.array(enginePhotoSchema) }

/** The photos whose features are nearest to those of one of them, by its place in `photos`. */
export const nearestManifestSchema = z.object({
  ...nearestSettings,
  photo: z.int().min(0),
  limit: z.int().positive(),
})

/** All pairs of photos whose features are at most so far apart. */
export const nearPairsManifestSchema = z.object({ ...nearestSettings, distance: z.number().min(0).max(2) })

export const nearEventSchema = z.discriminatedUnion('type', [
  engineProgressSchema,
  z.object({ type: z.literal('skipped'), skipped: skippedSchema }),
  /** Places in `photos` and the cosine distance; of `nearest`, `one` is the photo that was asked about. */
  z.object({ type: z.literal('near'), one: z.int(), other: z.int(), distance: z.number() }),
])

/** A few batches of a training, to tell how long the whole takes; nothing of it is kept. */
export const forecastManifestSchema = z.object({
  settings: trainSettingsSchema,
  classes: z.int().min(2),
  /** A few photos, to be read and computed. */
  sample: z.array(enginePhotoSchema).min(1),
})
export const engineForecastSchema = z.object({
  /** Of one photo through the base, reading included; from scratch of reading it alone, once. */
  secondsPerFeature: z.number(),
  /** Of one training batch, and of one photo that is only measured. */
  secondsPerBatch: z.number(),
  secondsPerMeasured: z.number(),
  /** The same for fine-tuning; null without. */
  tuning: z.object({ secondsPerFeature: z.number(), secondsPerBatch: z.number() }).nullable(),
  /** Bytes: of a photo's features, of the weights that learn, and resident while it was measured. */
  featureBytes: z.int(),
  trainableBytes: z.int(),
  memory: z.int(),
})

export const exportManifestSchema = z.object({
  folder: z.string(),
  out: z.string(),
  formats: z.array(z.enum(exportFormats)),
  /** Photos that travel with the export, with the scores that the application itself gives. */
  samples: z.array(enginePhotoSchema.extend({ label: z.string() })),
})

export const exportEventSchema = z.discriminatedUnion('type', [
  engineProgressSchema,
  z.object({ type: z.literal('done'), result: exportResultSchema }),
])

export const featuresManifestSchema = z.object({
  base: baseSchema,
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('photos'), paths: z.array(z.string()) }),
    z.object({ kind: z.literal('array'), path: z.string() }),
  ]),
  out: z.string(),
  /** Absolute folder of converted weights to be used instead of the installed ones. */
  weights: z.string().optional(),
})

/** A file of weights that Keras wrote, and the folder in which they are to be kept, converted. */
export const importManifestSchema = z.object({
  id: z.string(),
  path: z.string(),
  folder: z.string(),
  source: weightsSourceSchema,
})

export const importWeightsEventSchema = z.discriminatedUnion('type', [
  /** In bytes. */
  z.object({ type: z.literal('progress'), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('done'), manifest: weightsManifestSchema }),
])

export const engineInfoSchema = z.object({
  pid: z.int(),
  tensorflow: z.string(),
  tfjs: z.string(),
  device: z.enum(['cpu', 'gpu']),
  /** Why the device is not the one that was asked for. */
  note: z.string().nullable(),
  threads: z.int(),
  tensors: z.int(),
  /** Resident memory in bytes. */
  memory: z.int(),
})

/** What the engine process offers to the core: from manifests to artifacts, without a database. */
export const engineContract = {
  info: call({ input: z.object({}), output: engineInfoSchema }),
  classify: stream({ input: engineClassifySchema, event: engineClassifyEventSchema }),
  features: stream({ input: featuresManifestSchema, event: featuresEventSchema }),
  train: stream({ input: trainManifestSchema, event: trainEventSchema }),
  /** Lets the training in this folder wait after the batch at hand, or go on. */
  pauseTraining: call({
    input: z.object({ folder: z.string(), paused: z.boolean() }),
    output: z.object({ paused: z.boolean() }),
  }),
  /** Ends the training in this folder after the batch at hand and keeps its best epoch. */
  stopTraining: call({
    input: z.object({ folder: z.string() }),
    output: z.object({ stopping: z.boolean() }),
  }),
  forecast: call({ input: forecastManifestSchema, output: engineForecastSchema }),
  crossValidate: stream({ input: crossValidateManifestSchema, event: scoreEventSchema }),
  nearest: stream({ input: nearestManifestSchema, event: nearEventSchema }),
  nearPairs: stream({ input: nearPairsManifestSchema, event: nearEventSchema }),
  score: stream({ input: scoreManifestSchema, event: scoreEventSchema }),
  export: stream({ input: exportManifestSchema, event: exportEventSchema }),
  importWeights: stream({ input: importManifestSchema, event: importWeightsEventSchema }),
  /** A network's layers, built without weights. */
  summarize: call({ input: showModelSettingsSchema, output: modelSummarySchema }),
} as const
export type EngineContract = typeof engineContract

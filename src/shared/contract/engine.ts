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
import { epochSchema, trainResultSchema, trainSettingsSchema } from './training'

/** A photo as the engine needs it: where it lies, and its content's SHA-256 in hex, the key of its features. */
export const enginePhotoSchema = z.object({ path: z.string(), hash: z.string() })
export type EnginePhoto = z.infer<typeof enginePhotoSchema>

/** What decides the features of a photo besides its content. */
export const baseSchema = z.object({
  model: z.string(),
  /** Side of the square input in pixels. */
  input: z.int().positive(),
  pooling: z.enum(poolings),
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
})
export type TrainManifest = z.infer<typeof trainManifestSchema>

export const engineProgressSchema = z.object({
  type: z.literal('progress'),
  phase: z.enum(['features', 'training', 'scoring', 'writing']),
  done: z.number(),
  total: z.number(),
  unit: z.enum(['photos', 'batches', 'files']),
})

export const trainEventSchema = z.discriminatedUnion('type', [
  engineProgressSchema,
  z.object({ type: z.literal('skipped'), skipped: skippedSchema }),
  z.object({ type: z.literal('epoch'), epoch: epochSchema }),
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
  /** Ends the training in this folder after the batch at hand and keeps its best epoch. */
  stopTraining: call({
    input: z.object({ folder: z.string() }),
    output: z.object({ stopping: z.boolean() }),
  }),
  score: stream({ input: scoreManifestSchema, event: scoreEventSchema }),
  export: stream({ input: exportManifestSchema, event: exportEventSchema }),
  importWeights: stream({ input: importManifestSchema, event: importWeightsEventSchema }),
  /** A network's layers, built without weights. */
  summarize: call({ input: showModelSettingsSchema, output: modelSummarySchema }),
} as const
export type EngineContract = typeof engineContract

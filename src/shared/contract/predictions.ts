import { z } from 'zod'
import { fitSchema, interpolationSchema } from '../pixels'
import { skippedSchema } from './photos'

export const predictionSchema = z.object({
  index: z.int().min(0),
  label: z.string(),
  wnid: z.string().optional(),
  /** Probability, 0 to 1. */
  score: z.number(),
})
export type Prediction = z.infer<typeof predictionSchema>

/** Which network answers: a whole pretrained one, or a run of the open project. */
export const networkSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pretrained'),
    id: z.string(),
    /** Absolute path of a file that Keras wrote, whose weights are to be used without being installed. */
    weights: z.string().min(1).optional(),
  }),
  z.object({ kind: z.literal('run'), run: z.int().positive() }),
])
export type Network = z.infer<typeof networkSchema>

export const classifySettingsSchema = z.object({
  /** Absolute paths of photos, or of folders whose photos are meant. */
  paths: z.array(z.string().min(1)).default([]),
  /** Temporary ids of photos that were offered; they come after the paths. */
  assets: z.array(z.string().min(1)).default([]),
  network: networkSchema.default({ kind: 'pretrained', id: 'EfficientNet-Lite0' }),
  top: z.int().min(1).max(1000).default(5),
  /** Left out: crop and bicubic for a pretrained network, the run's own for a run. */
  fit: fitSchema.optional(),
  interpolation: interpolationSchema.optional(),
  /** Below this score there is no answer. */
  threshold: z.number().min(0).max(1).default(0),
})
export type ClassifySettings = z.infer<typeof classifySettingsSchema>

export const classifiedSchema = z.object({
  path: z.string(),
  answer: z.string().nullable(),
  predictions: z.array(predictionSchema),
  /** From reading the file to the answer, in milliseconds. */
  ms: z.number(),
})
export type Classified = z.infer<typeof classifiedSchema>

export const classifyEventSchema = z.discriminatedUnion('type', [
  /** Comes first: how many files there are, and what the network takes. */
  z.object({
    type: z.literal('started'),
    total: z.int(),
    model: z.string(),
    input: z.tuple([z.int(), z.int(), z.int()]),
  }),
  z.object({ type: z.literal('classified'), result: classifiedSchema }),
  z.object({ type: z.literal('skipped'), skipped: skippedSchema }),
])
export type ClassifyEvent = z.infer<typeof classifyEventSchema>

export const poolings = ['avg', 'none'] as const

export const featuresSettingsSchema = z.object({
  /** Photos or folders, or one array file (uint8 `(n, h, w, 3)`). */
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('photos'), paths: z.array(z.string()).min(1) }),
    z.object({ kind: z.literal('array'), path: z.string() }),
  ]),
  out: z.string(),
  model: z.string().default('EfficientNet-Lite0'),
  /** Absolute path of a file that Keras wrote, whose weights are to be used without being installed. */
  weights: z.string().min(1).optional(),
  input: z.int().min(32).max(1024).nullable().default(null),
  pooling: z.enum(poolings).default('avg'),
  fit: fitSchema.default('crop'),
  interpolation: interpolationSchema.default('bicubic'),
})
export type FeaturesSettings = z.infer<typeof featuresSettingsSchema>

export const featuresEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({
    type: z.literal('done'),
    out: z.string(),
    shape: z.array(z.int()),
    paths: z.array(z.string()),
    skipped: z.array(skippedSchema),
  }),
])
export type FeaturesEvent = z.infer<typeof featuresEventSchema>

export const exportFormats = ['tfjs'] as const

export const exportSettingsSchema = z.object({
  run: z.int().positive(),
  /** An absolute folder that does not exist yet or is empty. */
  out: z.string().min(1),
  formats: z.array(z.enum(exportFormats)).min(1).default(['tfjs']),
})
export type ExportSettings = z.infer<typeof exportSettingsSchema>

export const exportResultSchema = z.object({
  out: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int() })),
  /** The largest difference between a score of the exported model, read back, and the application's own. */
  checked: z.record(z.string(), z.number()),
})
export type ExportResult = z.infer<typeof exportResultSchema>

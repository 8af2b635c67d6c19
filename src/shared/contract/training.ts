import { z } from 'zod'
import { fitSchema, interpolationSchema } from '../pixels'
import { skippedSchema, splitSchema } from './photos'

export const optimizers = ['adam', 'sgd', 'rmsprop'] as const
export const heads = ['pooled', 'flatten'] as const

/** Everything that decides what a training gives; stored with the run. */
export const trainSettingsSchema = z.object({
  model: z.string().default('EfficientNet-Lite0'),
  /** Side of the square input in pixels; null: the model's own. */
  input: z.int().min(32).max(1024).nullable().default(null),
  head: z.enum(heads).default('pooled'),
  /** Units of a hidden dense layer (relu, he_uniform); 0: none. */
  units: z.int().min(0).max(8192).default(0),
  dropout: z.number().min(0).lt(1).default(0.2),
  epochs: z.int().min(1).max(10_000).default(10),
  batch: z.int().min(1).max(4096).default(32),
  learningRate: z.number().positive().max(1e9).default(0.001),
  optimizer: z.enum(optimizers).default('adam'),
  seed: z.int().min(0).default(1),
  fit: fitSchema.default('crop'),
  interpolation: interpolationSchema.default('bicubic'),
})
export type TrainSettings = z.infer<typeof trainSettingsSchema>

/** One pass over the training photos; losses in nats, accuracies and seconds as fractions. */
export const epochSchema = z.object({
  epoch: z.int().positive(),
  loss: z.number(),
  accuracy: z.number(),
  valLoss: z.number().nullable(),
  valAccuracy: z.number().nullable(),
  seconds: z.number(),
})
export type Epoch = z.infer<typeof epochSchema>

export const bestSchema = z.object({ epoch: z.int(), valAccuracy: z.number().nullable() })

export const runStatuses = ['queued', 'running', 'done', 'stopped', 'failed', 'interrupted'] as const

export const runSchema = z.object({
  run: z.int().positive(),
  status: z.enum(runStatuses),
  /** Why it failed or was interrupted, or what else was out of the ordinary. */
  reason: z.string().nullable(),
  model: z.string(),
  head: z.enum(heads),
  seed: z.int(),
  best: bestSchema.nullable(),
  started: z.iso.datetime().nullable(),
})
export type Run = z.infer<typeof runSchema>

export const secondsSchema = z.object({ features: z.number(), training: z.number(), total: z.number() })

export const runDetailSchema = runSchema.extend({
  settings: trainSettingsSchema,
  classes: z.array(z.string()),
  epochs: z.array(epochSchema),
  seconds: secondsSchema.nullable(),
  skipped: z.array(skippedSchema),
})
export type RunDetail = z.infer<typeof runDetailSchema>

/** What a training gave, as its job reports it. */
export const trainResultSchema = z.object({
  run: z.int().positive(),
  epochs: z.array(epochSchema),
  best: bestSchema,
  seconds: secondsSchema,
  skipped: z.array(skippedSchema),
})
export type TrainResult = z.infer<typeof trainResultSchema>

/** What a run's watchers are told: every epoch so far first, then each as it ends, then how it ended. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('epoch'), epoch: epochSchema }),
  z.object({ type: z.literal('ended'), run: runSchema }),
])
export type RunEvent = z.infer<typeof runEventSchema>

export const evaluationSettingsSchema = z.object({
  run: z.int().positive(),
  split: splitSchema.default('val'),
})

/** Counts in `confusion` have the true class as row and the predicted one as column, in the order of `classes`. */
export const evaluationSchema = z.object({
  run: z.int().positive(),
  split: splitSchema,
  photos: z.int(),
  accuracy: z.number(),
  /** 95 % Wilson score interval of the accuracy. */
  interval: z.tuple([z.number(), z.number()]),
  classes: z.array(
    z.object({
      label: z.string(),
      precision: z.number().nullable(),
      recall: z.number().nullable(),
      f1: z.number().nullable(),
      support: z.int(),
    }),
  ),
  confusion: z.array(z.array(z.int())),
  /** The most confident mistakes; `id` is the photo's number in the project. */
  worst: z.array(
    z.object({
      id: z.int().positive(),
      path: z.string(),
      label: z.string(),
      predicted: z.string(),
      score: z.number(),
    }),
  ),
  skipped: z.array(skippedSchema),
})
export type Evaluation = z.infer<typeof evaluationSchema>

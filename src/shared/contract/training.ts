import { z } from 'zod'
import { fitSchema, interpolationSchema } from '../pixels'
import { skippedSchema } from './photos'

export const optimizers = ['adam', 'sgd', 'rmsprop'] as const
export const heads = ['pooled', 'flatten'] as const
export const activations = ['relu', 'elu', 'tanh', 'sigmoid', 'linear'] as const
export const initializers = ['heUniform', 'heNormal', 'glorotUniform', 'glorotNormal'] as const
export const schedules = ['constant', 'cosine'] as const
export const classWeightings = ['none', 'balanced'] as const

/** A plain network that is trained on the pixels, divided by 255; its hidden layer, dropout and scores are the head's. */
export const scratchSchema = z.object({
  /** A block each: a 3 × 3 convolution (same, the activation and initialiser of the settings) with so many filters, 2 × 2 max pooling. */
  filters: z.array(z.int().min(1).max(1024)).min(1).max(6).default([32, 64, 128]),
  /** Between each convolution and its activation. */
  batchNormalization: z.boolean().default(false),
})
export type Scratch = z.infer<typeof scratchSchema>

/** What follows the head's own epochs: the last blocks of the base learn as well, slowly. */
export const fineTuneSchema = z.object({
  blocks: z.int().min(1).max(100).default(1),
  epochs: z.int().min(1).max(10_000).default(5),
  learningRate: z.number().positive().max(1e9).default(0.00001),
})
export type FineTune = z.infer<typeof fineTuneSchema>

/** How far photos are changed by chance, after they were brought to the network's size. */
export const augmentationSchema = z.object({
  /** Mirrored left to right, every second time. */
  flip: z.boolean().default(true),
  /** Degrees up to which a photo is turned, either way. */
  rotate: z.number().min(0).max(180).default(10),
  /** Share of the side up to which is cropped away, anywhere, before what is left is enlarged. */
  zoom: z.number().min(0).max(0.9).default(0.15),
  /** Share of 255 up to which is added or taken away. */
  brightness: z.number().min(0).max(1).default(0.1),
  /** Share up to which the distance from the middle grey is stretched or shrunk. */
  contrast: z.number().min(0).max(1).default(0.1),
  /** Changed versions of each training photo that are kept beside it; from scratch a new one is drawn every epoch. */
  versions: z.int().min(1).max(50).default(4),
})
export type Augmentation = z.infer<typeof augmentationSchema>

/** Everything that decides what a training gives; stored with the run. */
export const trainSettingsSchema = z.object({
  model: z.string().default('EfficientNet-Lite0'),
  /** Side of the square input in pixels; null: the model's own. */
  input: z.int().min(32).max(1024).nullable().default(null),
  head: z.enum(heads).default('pooled'),
  /** Units of a hidden dense layer; 0: none. */
  units: z.int().min(0).max(8192).default(0),
  /** Of the hidden layer; from scratch also of the convolutions. */
  activation: z.enum(activations).default('relu'),
  initializer: z.enum(initializers).default('heUniform'),
  dropout: z.number().min(0).lt(1).default(0.2),
  epochs: z.int().min(1).max(10_000).default(10),
  batch: z.int().min(1).max(4096).default(32),
  learningRate: z.number().positive().max(1e9).default(0.001),
  optimizer: z.enum(optimizers).default('adam'),
  /** Of `sgd`. */
  momentum: z.number().min(0).lt(1).default(0),
  /** `cosine`: falls from the learning rate to 0 over all steps of the epochs. */
  schedule: z.enum(schedules).default('constant'),
  /** Epochs without a better one after which a training ends; null: never. */
  earlyStop: z.int().min(1).max(10_000).nullable().default(null),
  /** `balanced`: a class counts as much as any other, however many photos it has. */
  classWeights: z.enum(classWeightings).default('none'),
  seed: z.int().min(0).default(1),
  fit: fitSchema.default('crop'),
  interpolation: interpolationSchema.default('bicubic'),
  augment: augmentationSchema.nullable().default(null),
  /** Not null: no base, but a network of its own (`model` and `head` do not matter then; `input` null is 96). */
  scratch: scratchSchema.nullable().default(null),
  /** Not null: the base learns too, after the head. Not together with `scratch`. */
  fineTune: fineTuneSchema.nullable().default(null),
})
export type TrainSettings = z.infer<typeof trainSettingsSchema>

/** What stands for a base where there is none. */
export const scratchModel = 'scratch'

export const trainingKinds = ['head', 'fine-tune', 'scratch'] as const
export type TrainingKind = (typeof trainingKinds)[number]

export function trainingKind({
  scratch,
  fineTune,
}: Pick<TrainSettings, 'scratch' | 'fineTune'>): TrainingKind {
  if (scratch) return 'scratch'
  return fineTune ? 'fine-tune' : 'head'
}

export const epochPhases = ['train', 'fine-tune'] as const

/** One pass over the training photos; losses in nats, accuracies and seconds as fractions. */
export const epochSchema = z.object({
  epoch: z.int().positive(),
  loss: z.number(),
  accuracy: z.number(),
  valLoss: z.number().nullable(),
  valAccuracy: z.number().nullable(),
  seconds: z.number(),
  phase: z.enum(epochPhases).default('train'),
})
export type Epoch = z.infer<typeof epochSchema>

/**
 * Where a training is, told about ten times a second at most: `loss` (nats) and `accuracy` are means since the last
 * telling, measured before each step.
 */
export const batchSchema = z.object({
  epoch: z.int().positive(),
  /** The last batch that is told of, from 1, and how many an epoch has. */
  batch: z.int().positive(),
  batches: z.int().positive(),
  loss: z.number(),
  accuracy: z.number(),
  photosPerSecond: z.number(),
  learningRate: z.number(),
  /** Resident memory of the engine in bytes. */
  memory: z.int(),
})
export type Batch = z.infer<typeof batchSchema>

export const bestSchema = z.object({ epoch: z.int(), valAccuracy: z.number().nullable() })

export const runStatuses = ['queued', 'running', 'done', 'stopped', 'failed', 'interrupted'] as const

export const runSchema = z.object({
  run: z.int().positive(),
  status: z.enum(runStatuses),
  /** Why it failed or was interrupted, or what else was out of the ordinary. */
  reason: z.string().nullable(),
  kind: z.enum(trainingKinds),
  /** The base's id; `scratch` where there is none. */
  model: z.string(),
  head: z.enum(heads),
  seed: z.int(),
  best: bestSchema.nullable(),
  started: z.iso.datetime().nullable(),
  /** What the user wrote about it. */
  note: z.string(),
  starred: z.boolean(),
  /** Whether it was interrupted or failed where it can go on from its last whole epoch. */
  resumable: z.boolean(),
})
export type Run = z.infer<typeof runSchema>

export const secondsSchema = z.object({ features: z.number(), training: z.number(), total: z.number() })

export const runDetailSchema = runSchema.extend({
  settings: trainSettingsSchema,
  classes: z.array(z.string()),
  epochs: z.array(epochSchema),
  seconds: secondsSchema.nullable(),
  skipped: z.array(skippedSchema),
  /** How many photos it learned from, and was checked with. */
  photos: z.object({ train: z.int(), val: z.int() }),
  /** How many of them have another label by now. */
  relabelled: z.int(),
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

/** What a run's watchers are told: every epoch and the last batches so far first, then each as it ends, then how it ended. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('batch'), batch: batchSchema }),
  z.object({ type: z.literal('epoch'), epoch: epochSchema }),
  z.object({ type: z.literal('ended'), run: runSchema }),
])
export type RunEvent = z.infer<typeof runEventSchema>

/** What a training will take, from a short measurement on this machine. */
export const forecastSchema = z.object({
  seconds: z.object({ features: z.number(), training: z.number(), total: z.number() }),
  /** Bytes of the engine at its peak, and of the features (and checkpoints) that will be written. */
  memory: z.int(),
  disk: z.int(),
  /** What there is, in bytes. */
  available: z.object({ memory: z.int(), disk: z.int() }),
  /** Why it cannot fit and what would, for people; null where it fits. */
  problem: z.string().nullable(),
})
export type Forecast = z.infer<typeof forecastSchema>

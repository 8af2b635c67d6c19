import { z } from 'zod'
import { modelFactsSchema } from '../models'
import { weightsSourceSchema } from '../weights-manifest'
import { progressSchema } from './jobs'
import { predictionSchema } from './predictions'
import { fitSchema, interpolationSchema } from '../pixels'

/** Whether a network's weights ship with the application, were fetched by the user, or are not here. */
export const weightsStates = ['bundled', 'installed', 'missing'] as const
export type WeightsState = (typeof weightsStates)[number]

const modelReference = z.object({ id: z.string().min(1) })

/** A row of the table of networks: what is published of it, and what is here. */
export const modelRowSchema = modelFactsSchema.extend({
  weights: z.enum(weightsStates),
  /** What the weights take on the disk. */
  bytes: z.int().min(0),
  /** Whether they tell ImageNet's classes apart; without, they are good for a base. False where none are here. */
  hasTop: z.boolean(),
  /** Where installed weights came from. */
  source: weightsSourceSchema.nullable(),
  /** What is out of the ordinary with them, for people. */
  note: z.string().nullable(),
})
export type ModelRow = z.infer<typeof modelRowSchema>

export const importWeightsSettingsSchema = modelReference.extend({
  /** Absolute; what Keras wrote: `.h5`, `.weights.h5` or `.keras`. */
  path: z.string().min(1),
})
export type ImportWeightsSettings = z.infer<typeof importWeightsSettingsSchema>

export const downloadWeightsSettingsSchema = modelReference.extend({
  /** Without the top the file is smaller, and good for a base alone. */
  includeTop: z.boolean().default(true),
})
export type DownloadWeightsSettings = z.infer<typeof downloadWeightsSettingsSchema>

/** What is here of a network's weights now. */
export const weightsResultSchema = z.object({
  id: z.string(),
  weights: z.enum(weightsStates),
  /** What they take on the disk. */
  bytes: z.int().min(0),
  /** Of the file that they came from, in hex; null where there are none. */
  sha256: z.string().nullable(),
  hasTop: z.boolean(),
  /** Whether that hash is one that Keras publishes, or the file came from Keras' own address. */
  published: z.boolean(),
  note: z.string().nullable(),
})
export type WeightsResult = z.infer<typeof weightsResultSchema>

/** `progress` counts bytes. A reader who leaves stops the work; what was downloaded so far is kept for the next time. */
export const weightsEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: progressSchema }),
  z.object({ type: z.literal('done'), result: weightsResultSchema }),
])
export type WeightsEvent = z.infer<typeof weightsEventSchema>

export const modelReferenceSchema = modelReference

const side = z.int().min(1).max(4096)

/** Which form of a network is to be described. */
export const showModelSettingsSchema = modelReference.extend({
  /** With the layers that tell ImageNet's classes apart. */
  top: z.boolean().default(true),
  /** Height and width in pixels; null: the network's own. */
  input: z.tuple([side, side]).nullable().default(null),
})
export type ShowModelSettings = z.infer<typeof showModelSettingsSchema>

/** Null stands for the number of photos. */
const shapeSchema = z.array(z.int().nullable())

/** A network as Keras' `summary` describes it. */
export const modelSummarySchema = z.object({
  name: z.string(),
  inputShape: shapeSchema,
  outputShape: shapeSchema,
  totalParams: z.int(),
  trainableParams: z.int(),
  layers: z.array(
    z.object({
      name: z.string(),
      class: z.string(),
      outputShape: shapeSchema,
      params: z.int(),
      /** Names of the layers whose outputs it takes. */
      inbound: z.array(z.string()),
    }),
  ),
})
export type ModelSummary = z.infer<typeof modelSummarySchema>

export const compareSettingsSchema = z
  .object({
    /** Absolute path of a photo, or the temporary id of one that was offered. */
    path: z.string().min(1).optional(),
    asset: z.string().min(1).optional(),
    /** Names of networks; left out: all. */
    models: z.array(z.string().min(1)).min(1).optional(),
    top: z.int().min(1).max(1000).default(5),
    fit: fitSchema.default('crop'),
    interpolation: interpolationSchema.default('bicubic'),
  })
  .refine(({ path, asset }) => (path === undefined) !== (asset === undefined), {
    error: 'either the path of a photo is expected, or an offered one',
  })
export type CompareSettings = z.infer<typeof compareSettingsSchema>

export const comparedSchema = z.object({
  model: z.string(),
  input: z.tuple([z.int(), z.int(), z.int()]),
  predictions: z.array(predictionSchema),
  ms: z.number(),
})
export type Compared = z.infer<typeof comparedSchema>

/** Comes once for each network, in their order, after `started`. */
export const compareEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), models: z.array(z.string()) }),
  z.object({ type: z.literal('compared'), result: comparedSchema }),
  z.object({ type: z.literal('skipped'), skipped: z.object({ model: z.string(), reason: z.string() }) }),
])
export type CompareEvent = z.infer<typeof compareEventSchema>

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

/** Which boxes of the picture are open: their ids, or all. */
const openBoxesSchema = z.union([z.literal('all'), z.array(z.string().min(1)).max(5000)])
export type OpenBoxes = z.infer<typeof openBoxesSchema>

export const graphSettingsSchema = showModelSettingsSchema.extend({ open: openBoxesSchema.default([]) })
export type GraphSettings = z.infer<typeof graphSettingsSchema>

/** What a layer does, and so how it is drawn; a `block` holds layers that belong together, or blocks that repeat. */
export const graphKinds = [
  'input',
  'convolution',
  'pooling',
  'normalization',
  'activation',
  'merge',
  'dense',
  'other',
  'block',
] as const
export type GraphKind = (typeof graphKinds)[number]

/** Lengths are in pixels; x and y are those of the upper left corner. */
const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
const pointSchema = z.object({ x: z.number(), y: z.number() })

export const graphNodeSchema = boxSchema.extend({
  /** Of a layer its name, of a block what is opened. */
  id: z.string(),
  kind: z.enum(graphKinds),
  title: z.string(),
  detail: z.string(),
  /** The open block around it; null: none. */
  parent: z.string().nullable(),
  /** Whether what a block holds is in the picture. */
  open: z.boolean(),
  /** How many layers it stands for: 1 for a layer. */
  layers: z.int().positive(),
  /** How often what it holds repeats: 1 where it does not. */
  times: z.int().positive(),
  /** Names of the layers that a closed block holds. */
  holds: z.array(z.string()),
})
export type GraphNode = z.infer<typeof graphNodeSchema>

export const graphEdgeSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** What travels there, like `56 × 56 × 64`. */
  shape: z.string(),
  points: z.array(pointSchema),
  /** The middle of the place that is kept free for the shape. */
  label: pointSchema,
})
export type GraphEdge = z.infer<typeof graphEdgeSchema>

/** A network as a picture. Open blocks come before what they hold. */
export const networkGraphSchema = z.object({
  name: z.string(),
  nodes: z.array(graphNodeSchema),
  edges: z.array(graphEdgeSchema),
  width: z.number(),
  height: z.number(),
})
export type NetworkGraph = z.infer<typeof networkGraphSchema>

export const drawGraphSettingsSchema = graphSettingsSchema.extend({
  /** Absolute; its name ends in `.svg`, `.png` or `.dot`. */
  out: z.string().min(1),
  open: openBoxesSchema.default('all'),
})
export type DrawGraphSettings = z.infer<typeof drawGraphSettingsSchema>

export const drawnGraphSchema = z.object({
  out: z.string(),
  /** Layers, and blocks that are not open. */
  nodes: z.int(),
  edges: z.int(),
})
export type DrawnGraph = z.infer<typeof drawnGraphSchema>

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

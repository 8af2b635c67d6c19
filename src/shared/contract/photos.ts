import { z } from 'zod'
import { className } from './labels'

export const splitNames = ['train', 'val', 'test'] as const
export const splitSchema = z.enum(splitNames)
export type SplitName = z.infer<typeof splitSchema>

/** A photo of the project as lists show it. `problem` says why it cannot be used, null where it can. */
export const photoSchema = z.object({
  id: z.int().positive(),
  path: z.string(),
  label: z.string().nullable(),
  split: splitSchema.nullable(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  problem: z.string().nullable(),
  /** Left out of trainings and evaluations by the user. */
  excluded: z.boolean(),
  /** What the run of the filter's `suggestedBy` says of it; null where it was not asked. */
  suggestion: z.object({ label: z.string(), score: z.number() }).nullable(),
  /** Changes with the photo's content, so that its pictures can be kept under an address that has it. */
  version: z.string(),
})
export type Photo = z.infer<typeof photoSchema>

export const photoOrders = ['added', 'sure', 'unsure'] as const

export const photoFilterSchema = z.object({
  label: z.string().optional(),
  split: splitSchema.optional(),
  unlabelled: z.boolean().default(false),
  excluded: z.boolean().optional(),
  /** A run whose suggestions come with the photos. */
  suggestedBy: z.int().positive().optional(),
  /** Only photos that the run of `suggestedBy` gives another label than they have. */
  disagrees: z.boolean().default(false),
  /** By how sure the run of `suggestedBy` is; photos without a suggestion last. */
  order: z.enum(photoOrders).default('added'),
  limit: z.int().min(0).max(100_000).default(100),
  offset: z.int().min(0).default(0),
})
export type PhotoFilter = z.infer<typeof photoFilterSchema>

export const photoListSchema = z.object({ total: z.int(), images: z.array(photoSchema) })
export type PhotoList = z.infer<typeof photoListSchema>

/** A file that was left out, and why. */
export const skippedSchema = z.object({ path: z.string(), reason: z.string() })
export type Skipped = z.infer<typeof skippedSchema>

export const importSettingsSchema = z.object({
  /**
   * Absolute folders: a class a subfolder; `train`, `val` and `test` above the classes are honoured. A photo by itself
   * comes without a label.
   */
  sources: z.array(z.string().min(1)).default([]),
  /** The id of files that a browser sent: they are copied into the project, laid out as in a folder. */
  upload: z.string().min(1).optional(),
  /** Copies the photos into the project instead of leaving them where they are. */
  copy: z.boolean().default(false),
  /** Takes the class from names like `cat.0.jpg` where no subfolder names it. */
  labelsFromNames: z.boolean().default(false),
  /**
   * Absolute paths of two NumPy files (.npy): photos of 0 to 255, (photos, height, width, 3), each of which becomes a PNG
   * in the project, and a label for each. `classes` names the labels 0, 1, … in this order.
   */
  arrays: z
    .object({
      photos: z.string().min(1),
      labels: z.string().min(1),
      classes: z.array(className).min(1).max(10_000).optional(),
    })
    .optional(),
})
export type ImportSettings = z.infer<typeof importSettingsSchema>

export const importResultSchema = z.object({
  added: z.int(),
  unchanged: z.int(),
  duplicates: z.int(),
  skipped: z.array(skippedSchema),
  classes: z.record(z.string(), z.int()),
  seconds: z.number(),
})
export type ImportResult = z.infer<typeof importResultSchema>

export const splitOrders = ['random', 'in-order'] as const
export type SplitOrder = (typeof splitOrders)[number]

const share = z.number().min(0).max(1)

export const splitSettingsSchema = z
  .object({
    train: share.default(0.8),
    val: share.default(0.2),
    test: share.default(0),
    seed: z.int().min(0).default(1),
    /**
     * `random`: drawn by the seed, every class in the same shares; `in-order`: as the photos came in, the first to train,
     * whatever their classes.
     */
    order: z.enum(splitOrders).default('random'),
  })
  .refine(({ train, val, test }) => Math.abs(train + val + test - 1) < 1e-6, {
    error: 'the shares of train, val and test must add up to 1',
  })
export type SplitSettings = z.infer<typeof splitSettingsSchema>

/** How many photos went into each part. */
export const splitResultSchema = z.object({ train: z.int(), val: z.int(), test: z.int(), seed: z.int() })
export type SplitResult = z.infer<typeof splitResultSchema>

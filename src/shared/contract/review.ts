import { z } from 'zod'
import { fitSchema, interpolationSchema } from '../pixels'
import { photoSchema, skippedSchema } from './photos'

/** How the labels are checked: heads are trained on folds of the labelled photos, and each says what it thinks of the rest. */
export const labelCheckSettingsSchema = z.object({
  model: z.string().default('EfficientNet-Lite0'),
  /** Side of the square input in pixels; null: the model's own. */
  input: z.int().min(32).max(1024).nullable().default(null),
  fit: fitSchema.default('crop'),
  interpolation: interpolationSchema.default('bicubic'),
  folds: z.int().min(2).max(20).default(5),
  seed: z.int().min(0).default(1),
})
export type LabelCheckSettings = z.infer<typeof labelCheckSettingsSchema>

export const labelCheckResultSchema = z.object({
  photos: z.int(),
  /** How many labels the check would change. */
  suspects: z.int(),
  seconds: z.number(),
  skipped: z.array(skippedSchema),
})
export type LabelCheckResult = z.infer<typeof labelCheckResultSchema>

/** A photo whose label the check doubts, by probabilities of heads that had not seen it. */
export const suspectSchema = z.object({
  id: z.int().positive(),
  path: z.string(),
  version: z.string(),
  label: z.string(),
  suggested: z.string(),
  /** Probabilities of the label and of what is suggested instead. */
  labelScore: z.number(),
  score: z.number(),
})
export type Suspect = z.infer<typeof suspectSchema>

/** The most doubtful first. Photos that were confirmed, changed or excluded since are not in it. */
export const suspectListSchema = z.object({
  /** When the labels were checked; null: never. */
  checked: z.iso.datetime().nullable(),
  total: z.int(),
  /** Photos that were labelled, or got another label, since. */
  changed: z.int(),
  suspects: z.array(suspectSchema),
})
export type SuspectList = z.infer<typeof suspectListSchema>

export const suggestionSettingsSchema = z.object({
  run: z.int().positive(),
  scope: z.enum(['unlabelled', 'all']).default('unlabelled'),
})

export const suggestionResultSchema = z.object({
  run: z.int().positive(),
  photos: z.int(),
  skipped: z.array(skippedSchema),
})

export const similarSettingsSchema = z.object({
  photo: z.int().positive(),
  limit: z.int().min(1).max(1000).default(50),
})

/** `distance` is the cosine distance of the features of the bundled base, 0 (the same) to 2. */
export const similarEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({
    type: z.literal('done'),
    photos: z.array(photoSchema.extend({ distance: z.number() })),
    skipped: z.array(skippedSchema),
  }),
])
export type SimilarEvent = z.infer<typeof similarEventSchema>

export const duplicatesSettingsSchema = z.object({
  /** Cosine distance of the features up to which two photos are taken for the same. */
  distance: z.number().min(0).max(1).default(0.05),
})

export const duplicatesResultSchema = z.object({
  groups: z.int(),
  photos: z.int(),
  skipped: z.array(skippedSchema),
})

/** Photos that look the same, the largest group first; the newest search only. */
export const duplicatesSchema = z.object({
  searched: z.iso.datetime().nullable(),
  groups: z.array(z.array(photoSchema)),
})

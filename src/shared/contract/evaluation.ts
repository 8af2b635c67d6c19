import { z } from 'zod'
import { skippedSchema, splitSchema } from './photos'

export const evaluationSettingsSchema = z.object({
  run: z.int().positive(),
  split: splitSchema.default('val'),
})

const share = z.number().min(0).max(1)

/** How often answers of a confidence are right; `confidence` and `accuracy` are means, null without photos. */
export const calibrationBinSchema = z.object({
  from: share,
  to: share,
  photos: z.int(),
  confidence: share.nullable(),
  accuracy: share.nullable(),
})

/** For two classes: what each threshold on the probability of `positive` (the second class) would give. */
export const thresholdCurvesSchema = z.object({
  positive: z.string(),
  /** From the highest threshold to the lowest, beginning with (0, 0) and ending with (1, 1). */
  roc: z.array(z.object({ threshold: z.number(), falsePositiveRate: share, truePositiveRate: share })),
  /** Area under it; 0.5 is chance. */
  auc: share.nullable(),
  precisionRecall: z.array(z.object({ threshold: z.number(), recall: share, precision: share })),
  /** Mean precision over the steps of recall. */
  averagePrecision: share.nullable(),
})
export type ThresholdCurves = z.infer<typeof thresholdCurvesSchema>

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
  /** Ten bins of the confidence, from 0 to 1. */
  calibration: z.array(calibrationBinSchema).default([]),
  /** Expected calibration error: the mean distance of confidence and accuracy over the photos; null where it was not told. */
  calibrationError: share.nullable().default(null),
  /** Null unless there are two classes. */
  curves: thresholdCurvesSchema.nullable().default(null),
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

/** What the scores that a run has given are worth by the labels of today, without computing anything. */
export const currentEvaluationSchema = z.object({
  /** Null while no photo of the part has a score. */
  evaluation: evaluationSchema.nullable(),
  /** Photos of the part without a score: an evaluation gives them theirs. */
  unscored: z.int(),
  /** Photos of the part whose label is not the one that the run was trained or checked with. */
  relabelled: z.int(),
})
export type CurrentEvaluation = z.infer<typeof currentEvaluationSchema>

export const runPhotoOrders = ['worst', 'best', 'unsure'] as const

/** Which scored photos of a part: a cell of the matrix has `label` and `predicted`, a bin `from` and `to` of the confidence. */
export const runPhotosSettingsSchema = z.object({
  run: z.int().positive(),
  split: splitSchema.default('val'),
  label: z.string().optional(),
  predicted: z.string().optional(),
  right: z.boolean().optional(),
  from: share.optional(),
  to: share.optional(),
  /** `worst`: the most confident mistakes first, the most confident right answers last; `best`: the other way round. */
  order: z.enum(runPhotoOrders).default('worst'),
  limit: z.int().min(0).max(10_000).default(100),
  offset: z.int().min(0).default(0),
})
export type RunPhotosSettings = z.infer<typeof runPhotosSettingsSchema>

export const runPhotoSchema = z.object({
  id: z.int().positive(),
  path: z.string(),
  version: z.string(),
  /** Today's. */
  label: z.string(),
  /** The one that the run was trained or checked with; null where the photo was not among them. */
  trainedLabel: z.string().nullable(),
  predicted: z.string(),
  /** The probability of the answer, and of the label. */
  score: z.number(),
  labelScore: z.number(),
})
export type RunPhoto = z.infer<typeof runPhotoSchema>

export const runPhotosSchema = z.object({ total: z.int(), photos: z.array(runPhotoSchema) })

export const runComparisonSettingsSchema = z.object({
  runs: z.array(z.int().positive()).min(2).max(8),
  split: splitSchema.default('val'),
  /** The photos to list: those with just this pattern of right answers, a run each; left out: on which the runs differ. */
  pattern: z.array(z.boolean()).optional(),
  limit: z.int().min(0).max(10_000).default(100),
  offset: z.int().min(0).default(0),
})

/** Of the photos that every one of the runs has scored. */
export const runComparisonSchema = z.object({
  photos: z.int(),
  runs: z.array(
    z.object({
      run: z.int().positive(),
      right: z.int(),
      accuracy: z.number().nullable(),
      interval: z.tuple([z.number(), z.number()]).nullable(),
      /** Photos of the part that this run has not scored. */
      unscored: z.int(),
    }),
  ),
  /** How many photos each combination of right and wrong has, the largest first. */
  patterns: z.array(z.object({ right: z.array(z.boolean()), photos: z.int() })),
  listed: z.object({
    total: z.int(),
    photos: z.array(
      z.object({
        id: z.int().positive(),
        path: z.string(),
        version: z.string(),
        label: z.string(),
        answers: z.array(z.object({ predicted: z.string(), score: z.number(), right: z.boolean() })),
      }),
    ),
  }),
})
export type RunComparison = z.infer<typeof runComparisonSchema>

export const writtenFileSchema = z.object({ out: z.string(), bytes: z.int() })

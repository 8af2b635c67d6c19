import { z } from 'zod'
import { predictionSchema } from './contract/predictions'

/** The largest photo in bytes that a page may send. */
export const largestUpload = 50_000_000

/** What the server answers to a photo, the most probable prediction first; `ms` from reading the file to the answer. */
export const uploadAnswerSchema = z.object({
  model: z.string(),
  ms: z.number(),
  predictions: z.array(predictionSchema).min(1),
})
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>

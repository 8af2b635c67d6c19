import { z } from 'zod'

/** Which photos: by their numbers, or by their paths as lists show them or the file system knows them. */
export const photoReferencesSchema = z.union([
  z.object({ photos: z.array(z.int().positive()).min(1).max(1_000_000) }),
  z.object({ paths: z.array(z.string().min(1)).min(1).max(1_000_000) }),
])

export const className = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => !/\p{Cc}/u.test(name), { error: 'expected a name in one line' })

/** What one edit did; `description` is what undo shows. */
export const editResultSchema = z.object({ changed: z.int(), description: z.string() })
export type EditResult = z.infer<typeof editResultSchema>

export const classEditSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), label: className }),
  z.object({ kind: z.literal('rename'), label: z.string(), to: className }),
  /** The photos of the first get the second, and the first goes. */
  z.object({ kind: z.literal('merge'), label: z.string(), into: z.string() }),
  /** Its photos stay, unlabelled. */
  z.object({ kind: z.literal('delete'), label: z.string() }),
  /** Every class, in the new order. */
  z.object({ kind: z.literal('reorder'), labels: z.array(z.string()) }),
])
export type ClassEdit = z.infer<typeof classEditSchema>

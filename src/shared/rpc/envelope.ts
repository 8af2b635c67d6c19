import { z } from 'zod'
import { AppError } from '../errors'

/** `acknowledge`: the number of the last frame that came; without a frame it is only that. */
export const envelopeSchema = z.union([
  z.strictObject({ sequence: z.int().positive(), acknowledge: z.int().min(0), frame: z.unknown() }),
  z.strictObject({ acknowledge: z.int().min(0) }),
])

/** The first text on every connection, from whoever opened it; `session` is null for a new one. */
export const helloSchema = z.object({
  session: z.string().max(100).nullable(),
  acknowledge: z.int().min(0),
})

/** The answer to it. Another session than the one that was asked for means that the former is over. */
export const welcomeSchema = z.object({ session: z.string().min(1).max(100), acknowledge: z.int().min(0) })

/**
 * What a text says.
 * @throws AppError `bad-input` when it is no JSON or does not fit
 */
export function parseText<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (thrown) {
    throw unexpected('something else came', thrown)
  }
}

/** The error for what no page of ours sends. @param what came instead, in words */
export function unexpected(what: string, cause?: unknown): AppError {
  return new AppError(
    'bad-input',
    `Expected what the page of Headstart sends, but ${what}.`,
    undefined,
    cause,
  )
}

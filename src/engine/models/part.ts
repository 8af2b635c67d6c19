import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { AppError, describeIssues, toAppError } from '../../shared/errors'

/**
 * The bytes of a file that ships with the application.
 * @throws AppError `not-found` when it is missing
 */
export async function readPart(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path)
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * A JSON file that ships with the application, checked.
 * @throws AppError `not-found` when it is missing, `unreadable` when it is not what the schema says
 */
export async function readJsonPart<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parseJson(new TextDecoder().decode(await readPart(path))))
  if (parsed.success) return parsed.data
  throw new AppError(
    'unreadable',
    `${path}, a part of Headstart, is damaged (${describeIssues(parsed.error)}): install Headstart again.`,
    { path },
  )
}

/** Undefined, which no schema takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

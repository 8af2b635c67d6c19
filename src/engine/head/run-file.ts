import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { baseSchema } from '../../shared/contract/engine'
import { bestSchema, epochSchema, trainSettingsSchema } from '../../shared/contract/training'
import { AppError, cancelled, describeIssues, toAppError } from '../../shared/errors'
import { writeLayersModel } from '../layers-model'
import type { tf } from '../tensorflow'
import { makeWholeFolder } from '../whole-folder'

/** 2: a base may be cut, or be none at all. */
const version = 2
const headFolder = 'head'

/** `run.json`: all that is needed to classify with a run, and how it came about. Without it a folder has no head. */
export const runFileSchema = z.object({
  version: z.literal([1, version]),
  /** In the order of the head's scores. */
  classes: z.array(z.string()).min(2),
  base: baseSchema,
  settings: trainSettingsSchema,
  /** Of one photo: `[features]`, or `[height, width, features]`. */
  featureShape: z.array(z.int().positive()).min(1),
  epochs: z.array(epochSchema).min(1),
  best: bestSchema,
  head: z.object({
    /** Relative to the run's folder. */
    folder: z.literal(headFolder),
    /** SHA-256 of the head's weights, in hex. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
})
export type RunFile = z.infer<typeof runFileSchema>

/**
 * Writes a head and, once it is whole, the `run.json` that tells of it. What an earlier try left is replaced.
 * @throws AppError `cancelled` and others, leaving neither
 */
export async function writeRun(
  folder: string,
  head: tf.LayersModel,
  facts: Omit<RunFile, 'version' | 'head'>,
  signal: AbortSignal,
): Promise<void> {
  const place = join(folder, headFolder)
  await removeRun(folder)
  try {
    const { sha256 } = await makeWholeFolder(place, (temporary) => writeLayersModel(head, temporary))
    const file: RunFile = { version, ...facts, head: { folder: headFolder, sha256 } }
    signal.throwIfAborted()
    await writeFileAtomic(join(folder, 'run.json'), JSON.stringify(file, null, 2) + '\n')
    signal.throwIfAborted()
  } catch (thrown) {
    await removeRun(folder)
    throw signal.aborted ? cancelled() : toAppError(thrown)
  }
}

async function removeRun(folder: string): Promise<void> {
  await rm(join(folder, 'run.json'), { force: true })
  await rm(join(folder, headFolder), { recursive: true, force: true })
}

/**
 * Reads the `run.json` of a folder.
 * @throws AppError `not-found` when there is none, `newer-version`, or `unreadable` when it is damaged
 */
export async function readRunFile(folder: string): Promise<RunFile> {
  const path = join(folder, 'run.json')
  const content = parseJson(await readText(path))
  const versioned = z.object({ version: z.int() }).safeParse(content)
  if (versioned.success && versioned.data.version > version) {
    throw new AppError(
      'newer-version',
      `${path} has version ${versioned.data.version}, and this Headstart knows ${version}: install a newer Headstart.`,
      { path },
    )
  }
  const parsed = runFileSchema.safeParse(content)
  if (parsed.success) return parsed.data
  throw new AppError('unreadable', `${path} is damaged (${describeIssues(parsed.error)}): train again.`, {
    path,
  })
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== 'not-found') throw error
    throw new AppError(
      'not-found',
      `Expected a trained head, and there is no ${path}: train first, or take another run.`,
      { path },
      thrown,
    )
  }
}

/** Undefined, which no schema takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { mkdir, open, readdir, readFile, rm, statfs } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { epochPhases, epochSchema } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import { listedValuesSchema, sha256Of, ValuesWriter } from './checkpoint-values'
import type { ListedValues, WrittenValues } from './checkpoint-values'

const version = 1
const fileName = 'checkpoint.json'
/** Stays free on the disk beside a checkpoint: more than the log of the project's database has. */
const spareBytes = 8 * 2 ** 20

/** `checkpoint.json`: how far a training was, and what lies in the file with the values, one after the other. */
export const checkpointFileSchema = z.object({
  version: z.literal(version),
  /** Says of what training it is; another one does not take it. */
  key: z.string(),
  phase: z.enum(epochPhases),
  /** Every epoch so far, those of the phase before included. */
  epochs: z.array(epochSchema).min(1),
  best: epochSchema,
  /** Steps of the optimizer, and of each dropout layer. */
  steps: z.int().min(0),
  draws: z.array(z.int().min(0)),
  /** Beside `checkpoint.json`. */
  file: z.string().regex(/^epoch-\d+\.bin$/),
  /** Float32, little-endian: the learner's state, the optimizer's, and the best weights unless the last epoch is the best. */
  state: z.array(listedValuesSchema),
  optimizer: z.array(listedValuesSchema),
  bestWeights: z.array(listedValuesSchema),
})
export type CheckpointFile = z.infer<typeof checkpointFileSchema>
export type CheckpointFacts = Omit<
  CheckpointFile,
  'version' | 'key' | 'file' | 'state' | 'optimizer' | 'bestWeights'
>

/** The groups of values of a checkpoint. */
export interface Groups<Value> {
  readonly state: readonly Value[]
  readonly optimizer: readonly Value[]
  readonly bestWeights: readonly Value[]
}

export interface ReadValues {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface ReadCheckpoint extends Groups<ReadValues> {
  readonly facts: CheckpointFacts
}

/**
 * Writes a checkpoint: its values under a new name, synced, then `checkpoint.json`, at once, and only then what was
 * before goes. So there is a whole one at every moment, once there was one.
 * @param signal ends it between two values, leaving the one before
 * @throws what the disk or the signal throws, leaving nothing of the new one
 */
export async function writeCheckpoint(
  folder: string,
  key: string,
  facts: CheckpointFacts,
  groups: Groups<WrittenValues>,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  await requireDisk(folder, bytesOf(groups))
  const name = `epoch-${facts.epochs.length}.bin`
  try {
    const listed = await writeValues(join(folder, name), groups, signal)
    signal.throwIfAborted()
    const content: CheckpointFile = { version, key, ...facts, file: name, ...listed }
    await writeFileAtomic(join(folder, fileName), JSON.stringify(content))
  } catch (thrown) {
    // On a full disk, half of the values would be in the way of all else.
    await rm(join(folder, name), { force: true })
    throw thrown
  }
  for (const other of await readdir(folder)) {
    if (other !== name && other !== fileName) await rm(join(folder, other), { force: true })
  }
}

function bytesOf(groups: Groups<WrittenValues>): number {
  const sizes = Object.values(groups).flatMap((group: readonly WrittenValues[]) =>
    group.map(({ shape }) => shape.reduce((product, side) => product * side, Float32Array.BYTES_PER_ELEMENT)),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Refuses what would fill the disk, for then nobody else could write either, not for a moment. */
async function requireDisk(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= bytes + spareBytes) return
  const megabytes = (size: number): string => `${Math.ceil(size / 1e6)} MB`
  throw new AppError(
    'no-space',
    `the disk is full (it takes ${megabytes(bytes)}, and of ${megabytes(free)} that are free ${megabytes(spareBytes)} stay ` +
      'for all else): free some space.',
    { bytes, free },
  )
}

async function writeValues(
  path: string,
  groups: Groups<WrittenValues>,
  signal: AbortSignal,
): Promise<Pick<CheckpointFile, keyof Groups<unknown>>> {
  const file = await open(path, 'w')
  try {
    const writer = new ValuesWriter(file, signal)
    const listed = {
      state: await writer.addAll(groups.state),
      optimizer: await writer.addAll(groups.optimizer),
      bestWeights: await writer.addAll(groups.bestWeights),
    }
    await writer.flush()
    await file.sync()
    return listed
  } finally {
    await file.close()
  }
}

/**
 * Reads a checkpoint.
 * @returns null where there is none
 * @throws Error saying what is wrong with one that is damaged, or of another training
 */
export async function readCheckpoint(folder: string, key: string): Promise<ReadCheckpoint | null> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return null
    throw thrown
  })
  if (text === null) return null
  const content = checkpointFileSchema.parse(JSON.parse(text))
  if (content.key !== key) throw new Error('it is of a training with other settings or photos')
  const { file: name, state, optimizer, bestWeights, phase, epochs, best, steps, draws } = content
  const file = await open(join(folder, name))
  try {
    return {
      facts: { phase, epochs, best, steps, draws },
      state: await readAll(file, state),
      optimizer: await readAll(file, optimizer),
      bestWeights: await readAll(file, bestWeights),
    }
  } finally {
    await file.close()
  }
}

async function readAll(file: FileHandle, listed: readonly ListedValues[]): Promise<ReadValues[]> {
  const all: ReadValues[] = []
  for (const { shape, sha256 } of listed) {
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1))
    const bytes = new Uint8Array(values.buffer)
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled)
      if (bytesRead === 0) throw new Error('its values were cut short')
      filled += bytesRead
    }
    if ((await sha256Of(bytes)) !== sha256) throw new Error('its values were changed')
    all.push({ shape, values })
  }
  return all
}

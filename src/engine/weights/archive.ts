import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { AppError, toAppError } from '../../shared/errors'

/** The weights' file inside of a `.keras` archive. */
const entryName = 'model.weights.h5'

/**
 * Takes the weights out of a `.keras` archive.
 * @param target absolute; nothing is there yet
 * @param largest bytes at most: a small archive may unpack to more than the disk holds
 * @throws AppError `unreadable` where it is damaged, `bad-input` where it holds no weights or too many; nothing stays then
 */
export async function extractWeights(
  path: string,
  target: string,
  { name, largest }: { name: string; largest: number },
): Promise<void> {
  try {
    const archive = await openPromise(path, { autoClose: false })
    try {
      const entry = await findEntry(archive, name)
      if (entry.uncompressedSize > largest) throw tooLarge(name, entry.uncompressedSize, largest)
      // The archive's reader refuses more bytes than the entry announces.
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target, { flags: 'wx' }))
    } finally {
      archive.close()
    }
  } catch (thrown) {
    await rm(target, { force: true })
    throw thrown instanceof AppError || isOfSystem(thrown) ? toAppError(thrown) : damaged(name, thrown)
  }
}

async function findEntry(archive: ZipFile, name: string): Promise<Entry> {
  for await (const entry of archive.eachEntry()) if (entry.fileName === entryName) return entry
  throw new AppError(
    'bad-input',
    `Expected ${entryName} in ${name}, and the archive has no such file: save the model with \`model.save\`.`,
    { file: name },
  )
}

function isOfSystem(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown
}

function tooLarge(name: string, bytes: number, largest: number): AppError {
  return new AppError(
    'bad-input',
    `The weights in ${name} take ${bytes} bytes unpacked, and at most ${largest} are expected: take those of this network.`,
    { file: name, bytes, largest },
  )
}

function damaged(name: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError(
    'unreadable',
    `The archive ${name} is damaged (${why}): fetch it again.`,
    { file: name },
    cause,
  )
}

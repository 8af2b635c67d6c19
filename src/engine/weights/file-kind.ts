import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AppError, toAppError } from '../../shared/errors'

const hdf5Signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')
const zipSignature = Buffer.from('PK\x03\x04', 'latin1')

/** HDF5 looks for its signature at the beginning, and behind a user's block of one of these sizes. */
const hdf5Beginnings = [0, 512, 1024, 2048]

/**
 * Whether a file is HDF5 or an archive, by what it begins with.
 * @throws AppError `not-found`; `bad-input` for a folder and for anything else; `unreadable` when it is empty or cut short
 */
export async function fileKind(path: string, name: string): Promise<'hdf5' | 'archive'> {
  const file = await open(path).catch((error: unknown) => {
    throw toAppError(error)
  })
  try {
    const state = await file.stat()
    if (!state.isFile()) throw refused(name, `is ${state.isDirectory() ? 'a folder' : 'no file'}`)
    if (state.size === 0) throw damaged(name, 'it is empty')
    return await kindOf(file, state.size, name)
  } finally {
    await file.close()
  }
}

async function kindOf(file: FileHandle, size: number, name: string): Promise<'hdf5' | 'archive'> {
  const head = Buffer.alloc(hdf5Beginnings.at(-1)! + 64)
  await file.read(head, 0, head.length, 0)
  if (head.indexOf(zipSignature) === 0) return 'archive'
  const start = hdf5Beginnings.find((place) => head.indexOf(hdf5Signature, place) === place)
  if (start === undefined) throw refused(name, 'is neither HDF5 nor a .keras archive')
  const end = promisedEnd(head.subarray(start))
  if (end !== undefined && end > size) throw damaged(name, `it has ${size} of its ${end} bytes`)
  return 'hdf5'
}

/** Where a file says that it ends, in bytes from its beginning; undefined where it does not say it in the usual way. */
function promisedEnd(superblock: Buffer): number | undefined {
  const version = superblock[8] ?? 0
  const addressBytes = superblock[version < 2 ? 13 : 9]
  const place = { 0: 40, 1: 44, 2: 28, 3: 28 }[version]
  if (addressBytes !== 8 || place === undefined) return undefined
  return Number(superblock.readBigUInt64LE(place))
}

function refused(name: string, why: string): AppError {
  return new AppError(
    'bad-input',
    `Expected a file of weights that Keras wrote (.h5, .weights.h5 or .keras), and ${name} ${why}: choose another one.`,
    { file: name },
  )
}

function damaged(name: string, why: string): AppError {
  return new AppError('unreadable', `${name} is cut short (${why}): fetch it again.`, { file: name })
}

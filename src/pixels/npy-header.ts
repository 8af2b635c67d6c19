import { AppError } from '../shared/errors'

/** Element types that are read; NumPy's names for them, little-endian as every platform that Headstart runs on. */
const descriptions = { uint8: '|u1', float32: '<f4', float64: '<f8' } as const

export type NpyType = keyof typeof descriptions

export const bytesPerValue: Readonly<Record<NpyType, number>> = { uint8: 1, float32: 4, float64: 8 }

/** What stands before the values of a .npy file. */
export interface NpyHeader {
  type: NpyType
  /** Lengths of the axes, the slowest first; `[]` for a single value. */
  shape: number[]
  /** Where the values begin, in bytes from the start of the file. */
  dataStart: number
}

/** Format version 1.0: magic, version, a 16-bit length, then a Python dict padded with spaces. */
const MAGIC = Buffer.from('\x93NUMPY', 'latin1')

/** Enough of a file's start to hold the magic, the version and the header's length. */
export const PREFIX_BYTES = 12

/** Length of every header that is written: room for any count of rows, to be filled in once it is known. */
export const WRITTEN_HEADER_BYTES = 192

/**
 * How many bytes the header takes, prefix included.
 * @param prefix the file's first `PREFIX_BYTES` bytes, or fewer if it has no more
 * @throws AppError 'unreadable' where it is not a .npy file
 */
export function npyHeaderLength(prefix: Buffer): number {
  const version = prefix[6]
  if (prefix.length < 10 || !prefix.subarray(0, 6).equals(MAGIC) || version === undefined) {
    throw new AppError('unreadable', 'Expected a NumPy file (.npy), but the content is something else.')
  }
  if (version === 1) return 10 + prefix.readUInt16LE(8)
  if ((version === 2 || version === 3) && prefix.length >= 12) return 12 + prefix.readUInt32LE(8)
  throw new AppError(
    'unsupported',
    `Expected a .npy file of version 1, 2 or 3, but it is version ${version}.`,
  )
}

/**
 * Reads the header by NumPy's format description (numpy/lib/format.py).
 * @param bytes the file's first `npyHeaderLength` bytes
 * @throws AppError 'unreadable' for a damaged header; 'unsupported' for other element types and Fortran order
 */
export function parseNpyHeader(bytes: Buffer): NpyHeader {
  const dictionary = bytes.subarray(bytes[6] === 1 ? 10 : 12).toString('latin1')
  const description = /'descr'\s*:\s*'([^']*)'/.exec(dictionary)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(dictionary)?.[1]
  const axes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(dictionary)?.[1]
  // An element type that is a list (a record array) is well formed, but no string.
  const structured = /'descr'\s*:\s*\[/.test(dictionary)
  if (structured || (description !== undefined && !typeOf(description))) {
    const found = structured ? 'a record array' : `'${description}'`
    throw new AppError(
      'unsupported',
      `Expected an array of uint8, float32 or float64, but it holds ${found}: convert it with .astype('float32').`,
    )
  }
  const type = description === undefined ? undefined : typeOf(description)
  if (!type || order === undefined || axes === undefined) {
    throw new AppError('unreadable', 'The header of the NumPy file is damaged: save the array again.')
  }
  const shape = axes
    .split(',')
    .map((axis) => axis.trim())
    .filter((axis) => axis !== '')
    .map(Number)
  if (order === 'True' && shape.length > 1) {
    throw new AppError(
      'unsupported',
      'Expected an array in C order, but it is in Fortran order: save numpy.ascontiguousarray(array).',
    )
  }
  return { type, shape, dataStart: bytes.length }
}

/** A header of always the same length, values beginning at a multiple of 64 as NumPy writes it. */
export function formatNpyHeader(type: NpyType, shape: readonly number[]): Buffer {
  const axes = shape.length === 1 ? `${shape.join('')},` : shape.join(', ')
  const dictionary = `{'descr': '${descriptions[type]}', 'fortran_order': False, 'shape': (${axes}), }`
  const room = WRITTEN_HEADER_BYTES - 10
  if (dictionary.length >= room) {
    throw new AppError('internal', `A header of ${dictionary.length} characters does not fit into ${room}.`)
  }
  const header = Buffer.alloc(WRITTEN_HEADER_BYTES, ' ')
  MAGIC.copy(header)
  header.writeUInt8(1, 6)
  header.writeUInt8(0, 7)
  header.writeUInt16LE(room, 8)
  header.write(dictionary, 10, 'latin1')
  header.write('\n', WRITTEN_HEADER_BYTES - 1, 'latin1')
  return header
}

function typeOf(description: string): NpyType | undefined {
  // A single byte has no order: NumPy reads '<u1' and '=u1' too.
  const known = description.replace(/^[<=]u1$/, '|u1')
  return (Object.keys(descriptions) as NpyType[]).find((type) => descriptions[type] === known)
}

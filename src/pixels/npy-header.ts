import { AppError } from '../shared/errors'

/** Element types that are read, with the bytes of a value where that is fixed. */
const fixedTypes = {
  b1: ['bool', 1],
  i1: ['int8', 1],
  u1: ['uint8', 1],
  i2: ['int16', 2],
  u2: ['uint16', 2],
  i4: ['int32', 4],
  u4: ['uint32', 4],
  i8: ['int64', 8],
  u8: ['uint64', 8],
  f2: ['float16', 2],
  f4: ['float32', 4],
  f8: ['float64', 8],
} as const

export type NpyNumberType = (typeof fixedTypes)[keyof typeof fixedTypes][0]

/** `text` is NumPy's `str_` (UTF-32), `bytes` its `bytes_`; both are padded with zeros to one length. */
export type NpyType = NpyNumberType | 'text' | 'bytes'

/** How the values of a .npy file are written. */
export interface NpyElement {
  type: NpyType
  /** Bytes of a value. */
  valueBytes: number
  bigEndian: boolean
}

/** What stands before the values of a .npy file. */
export interface NpyHeader extends NpyElement {
  /** Lengths of the axes, the slowest first in C order; `[]` for a single value. */
  shape: number[]
  /** Whether the first axis is the one whose neighbours lie side by side. */
  fortranOrder: boolean
  /** Where the values begin, in bytes from the start of the file. */
  dataStart: number
}

/** Format version 1.0: magic, version, a 16-bit length, then a Python dict padded with spaces. */
const MAGIC = Buffer.from('\x93NUMPY', 'latin1')

/** What is written: NumPy's names for it, little-endian as every platform that Headstart runs on. */
const written = { uint8: '|u1', float32: '<f4' } as const

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
    const isArchive = prefix.subarray(0, 4).toString('latin1') === 'PK\x03\x04'
    throw new AppError(
      'unreadable',
      isArchive
        ? 'Expected a NumPy file (.npy), but it is an archive of several arrays (.npz): save each by numpy.save.'
        : 'Expected a NumPy file (.npy), but the content is something else.',
    )
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
 * @throws AppError 'unreadable' for a damaged header; 'unsupported' for values that are neither numbers nor text
 */
export function parseNpyHeader(bytes: Buffer): NpyHeader {
  const dictionary = bytes.subarray(bytes[6] === 1 ? 10 : 12).toString('latin1')
  // An element type that is a list (a record array) is well formed, but no string.
  if (/'descr'\s*:\s*\[/.test(dictionary))
    throw unsupported('a record array', 'save each of its fields by itself')
  const description = /'descr'\s*:\s*'([^']*)'/.exec(dictionary)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(dictionary)?.[1]
  const axes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(dictionary)?.[1]
  if (description === undefined || order === undefined || axes === undefined) {
    throw new AppError('unreadable', 'The header of the NumPy file is damaged: save the array again.')
  }
  const shape = axes
    .split(',')
    .map((axis) => axis.trim())
    .filter((axis) => axis !== '')
    .map(Number)
  const fortranOrder = order === 'True' && shape.length > 1
  return { ...elementOf(description), shape, fortranOrder, dataStart: bytes.length }
}

/** A header of always the same length, values beginning at a multiple of 64 as NumPy writes it. */
export function formatNpyHeader(type: keyof typeof written, shape: readonly number[]): Buffer {
  const axes = shape.length === 1 ? `${shape.join('')},` : shape.join(', ')
  const dictionary = `{'descr': '${written[type]}', 'fortran_order': False, 'shape': (${axes}), }`
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

/** By NumPy's type strings: byte order, kind, and bytes (of text: characters). */
function elementOf(description: string): NpyElement {
  const [, order, kind = '', length = ''] = /^([<>=|]?)([a-zA-Z])(\d*)$/.exec(description) ?? []
  const bigEndian = order === '>'
  if (kind === 'U') return { type: 'text', valueBytes: 4 * Number(length), bigEndian }
  if (kind === 'S') return { type: 'bytes', valueBytes: Number(length), bigEndian: false }
  if (kind === 'O') {
    throw unsupported(
      "Python objects ('|O')",
      "convert it with .astype('uint8'), or labels with .astype('str')",
    )
  }
  const name = kind + length
  if (!isFixed(name)) throw unsupported(`'${description}'`, "convert it with .astype('uint8')")
  const [type, valueBytes] = fixedTypes[name]
  return { type, valueBytes, bigEndian: bigEndian && valueBytes > 1 }
}

function isFixed(name: string): name is keyof typeof fixedTypes {
  return name in fixedTypes
}

function unsupported(found: string, step: string): AppError {
  return new AppError(
    'unsupported',
    `Expected an array of numbers or of text, but it holds ${found}: ${step}, and save it again.`,
  )
}

import type { NpyElement } from './npy-header'

/** Values as they are read; whole numbers of 64 bits come as floats, exact up to 2⁵³. */
export type NpyValues =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

/**
 * Numbers from the bytes of a file.
 * @param bytes whole values; memory of the caller's own that begins at a multiple of 8, in which the order of the bytes
 *   may be changed
 */
export function numbersOf({ type, valueBytes, bigEndian }: NpyElement, bytes: Buffer): NpyValues {
  if (bigEndian) swap(bytes, valueBytes)
  const place = [bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / valueBytes] as const
  switch (type) {
    case 'bool':
    case 'uint8':
      return new Uint8Array(...place)
    case 'int8':
      return new Int8Array(...place)
    case 'uint16':
      return new Uint16Array(...place)
    case 'int16':
      return new Int16Array(...place)
    case 'uint32':
      return new Uint32Array(...place)
    case 'int32':
      return new Int32Array(...place)
    case 'uint64':
      return Float64Array.from(new BigUint64Array(...place), Number)
    case 'int64':
      return Float64Array.from(new BigInt64Array(...place), Number)
    case 'float16':
      return Float32Array.from(new Uint16Array(...place), fromHalf)
    case 'float32':
      return new Float32Array(...place)
    case 'float64':
      return new Float64Array(...place)
    default:
      throw new TypeError(`Values of type ${type} are no numbers.`)
  }
}

/** Texts from the bytes of a file, without the zeros after them. @param bytes whole values */
export function textsOf({ type, valueBytes, bigEndian }: NpyElement, bytes: Buffer): string[] {
  if (bigEndian) swap(bytes, 4)
  const count = valueBytes === 0 ? 0 : bytes.length / valueBytes
  return Array.from({ length: count }, (_, index) => {
    const value = bytes.subarray(index * valueBytes, (index + 1) * valueBytes)
    const text = type === 'text' ? fromUtf32(value) : value.toString('utf8')
    return text.replace(/\0+$/, '')
  })
}

function swap(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16()
  if (size === 4) bytes.swap32()
  if (size === 8) bytes.swap64()
}

function fromUtf32(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const point = bytes.readUInt32LE(at)
    text += String.fromCodePoint(point > 0x10ffff ? 0xfffd : point)
  }
  return text
}

/** A float of 16 bits (IEEE 754 binary16): a sign, 5 bits of exponent, 10 of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

import { ready } from 'h5wasm/node'
import type { Metadata } from 'h5wasm/node'
import { AppError } from '../../shared/errors'

type Library = Awaited<typeof ready>

/** A table of numbers in a file. */
export interface Dataset {
  readonly path: string
  readonly shape: readonly number[]
  /** Numbers in all. */
  readonly size: number
}

/** How the numbers of a dataset lie in the file, for the reader alone. */
interface Layout extends Dataset {
  readonly bytesPerNumber: 2 | 4 | 8
  /** Rows that the file keeps together; 1 where it keeps all of them so. */
  readonly rowsTogether: number
}

/** A list of names longer than this, in bytes, is taken for damage: NASNetLarge's has 40,000. */
const longestNames = 16 * 1024 * 1024

/** So many bytes are read at once. */
const pieceBytes = 8 * 1024 * 1024

/**
 * An HDF5 file, read without trust: every step says whether it worked. The library reports failure now by an error, now
 * by a number, and reads on; what it gives is not to be used then. A damaged file may still keep it busy for ever or end
 * it: that is why a thread of its own is to do this.
 */
export class Hdf5File implements Disposable {
  private constructor(
    private readonly library: Library,
    private readonly id: bigint,
    /** For people. */
    readonly name: string,
  ) {}

  /** @throws AppError `unreadable` where HDF5 cannot make sense of it */
  static async open(path: string, name: string): Promise<Hdf5File> {
    const library = await ready
    // A file that is no HDF5 makes no error, but a number below zero.
    const id = attempt(() => library.open(path, library.H5F_ACC_RDONLY, false, -1, -1))
    if (id === undefined || id < 0n) throw unreadable(name, 'HDF5 finds no beginning in it')
    return new Hdf5File(library, id, name)
  }

  /** What lies in a group, sorted as HDF5 does; undefined where there is no such group. */
  namesIn(group: string): string[] | undefined {
    if (!this.isGroup(group)) return undefined
    return attempt(() => this.library.get_names(this.id, group, false))
  }

  isGroup(path: string): boolean {
    return path === '/' || attempt(() => this.library.get_type(this.id, path)) === this.library.H5G_GROUP
  }

  attributesOf(path: string): string[] {
    const names: unknown = attempt(() => this.library.get_attribute_names(this.id, path))
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
  }

  /** @throws AppError `unreadable` naming the attribute */
  strings(path: string, attribute: string): string[] {
    const strings = attempt(() => this.#readStrings(path, attribute))
    if (strings) return strings
    throw unreadable(this.name, `the attribute ${attribute} of ${path} cannot be read`)
  }

  /** The table at a path; undefined where there is none, or of what are no floats. */
  dataset(path: string): Dataset | undefined {
    return this.#layoutOf(path)
  }

  /**
   * The numbers of a table as float32, in pieces, in row-major order.
   * @throws AppError `unreadable` when the file does not yield them all
   */
  *floats({ path }: Dataset): Generator<Float32Array, void, undefined> {
    const layout = this.#layoutOf(path)
    if (!layout) throw unreadable(this.name, `${path} cannot be read`)
    const [rows = 1, ...rest] = layout.shape
    const rowSize = rest.reduce((product, side) => product * side, 1)
    const fitting = Math.floor(pieceBytes / Math.max(1, rowSize * layout.bytesPerNumber))
    const step = Math.max(1, Math.ceil(fitting / layout.rowsTogether)) * layout.rowsTogether
    for (let start = 0; start < rows; start += step) {
      const count = Math.min(step, rows - start)
      const bytes = attempt(() => this.#readRows(layout, start, count, count * rowSize))
      if (!bytes) throw unreadable(this.name, `the numbers of ${path} cannot be read`)
      yield toFloat32(bytes, layout)
    }
  }

  [Symbol.dispose](): void {
    attempt(() => this.library.close_file(this.id))
  }

  #layoutOf(path: string): Layout | undefined {
    const { library, id } = this
    if (attempt(() => library.get_type(id, path)) !== library.H5G_DATASET) return undefined
    const metadata = attempt(() => library.get_dataset_metadata(id, path))
    const shape = metadata?.shape?.map(Number)
    if (!metadata || !shape || metadata.type !== library.H5T_class_t.H5T_FLOAT.value) return undefined
    const { size: bytesPerNumber, chunks } = metadata
    if (bytesPerNumber !== 2 && bytesPerNumber !== 4 && bytesPerNumber !== 8) return undefined
    const size = shape.reduce((product, side) => product * side, 1)
    if (!Number.isSafeInteger(size)) return undefined
    const rowsTogether = Math.max(1, Number(chunks?.[0] ?? 1))
    return { path, shape, size, bytesPerNumber, rowsTogether }
  }

  #readRows(layout: Layout, start: number, count: number, numbers: number): Uint8Array | undefined {
    const { library, id } = this
    const { shape, path, bytesPerNumber } = layout
    const [, ...rest] = shape
    const isScalar = shape.length === 0
    const counts = isScalar ? null : [count, ...rest].map(BigInt)
    const offsets = isScalar ? null : [start, ...rest.map(() => 0)].map(BigInt)
    const strides = isScalar ? null : shape.map(() => 1n)
    return this.#withMemory(numbers * bytesPerNumber, (place) =>
      library.get_dataset_data(id, path, counts, offsets, strides, BigInt(place)),
    )
  }

  #readStrings(path: string, attribute: string): string[] | undefined {
    const { library, id } = this
    const metadata = library.get_attribute_metadata(id, path, attribute)
    // A list without names is written as one of numbers.
    if (metadata.shape === null || metadata.total_size === 0) return []
    const bytes = metadata.size * metadata.total_size
    if (metadata.type !== library.H5T_class_t.H5T_STRING.value || bytes > longestNames) return undefined
    let strings: string[] | undefined
    const read = this.#withMemory(bytes, (place) => {
      const status = library.get_attribute_data(id, path, attribute, BigInt(place))
      if (status < 0 || !metadata.vlen) return status
      // The names lie elsewhere in the library's memory, and have to be given back.
      strings = pointedStrings(library, place, metadata)
      return library.reclaim_vlen_memory(id, path, attribute, BigInt(place))
    })
    return read && (strings ?? fixedStrings(read, metadata))
  }

  /** What `fill` left in a piece of the library's memory; undefined when it says by its status that it failed. */
  #withMemory(bytes: number, fill: (place: number) => number): Uint8Array | undefined {
    const place = this.library._malloc(Math.max(1, bytes))
    if (place === 0) return undefined
    try {
      const status = fill(place)
      // The memory may have grown, so that the view of it is asked for anew.
      return status < 0 ? undefined : this.library.HEAPU8.slice(place, place + bytes)
    } finally {
      this.library._free(place)
    }
  }
}

/** Undefined for whatever the library throws. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}

function pointedStrings(library: Library, place: number, { total_size }: Metadata): string[] {
  const pointers = new Uint32Array(library.HEAPU8.slice(place, place + total_size * 4).buffer)
  return Array.from(pointers, (pointer) => (pointer === 0 ? '' : library.UTF8ToString(pointer)))
}

function fixedStrings(bytes: Uint8Array, { size, total_size }: Metadata): string[] {
  const decoder = new TextDecoder()
  return Array.from({ length: total_size }, (_, index) => {
    const text = decoder.decode(bytes.subarray(index * size, (index + 1) * size))
    const end = text.indexOf('\0')
    return end < 0 ? text : text.slice(0, end)
  })
}

/** @param bytes in this machine's own order, whatever the file's is: HDF5 sees to that */
function toFloat32(bytes: Uint8Array, { bytesPerNumber }: Layout): Float32Array {
  if (bytesPerNumber === 4) return new Float32Array(bytes.buffer)
  if (bytesPerNumber === 8) return Float32Array.from(new Float64Array(bytes.buffer))
  return Float32Array.from(new Uint16Array(bytes.buffer), halfToNumber)
}

/** @param half the 16 bits of an IEEE 754 binary16 number */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function unreadable(name: string, why: string): AppError {
  return new AppError(
    'unreadable',
    `${name} cannot be read as HDF5 (${why}): it is damaged, fetch it again.`,
    { file: name },
  )
}

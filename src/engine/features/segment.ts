import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'

/**
 * A segment holds the features of some photos: the header's length (4 bytes, little-endian), the header in JSON, then
 * a row of float32 (little-endian) a photo. It is written once, whole, and never changed.
 */
const headerSchema = z.object({
  version: z.literal(1),
  /** Floats of a row. */
  size: z.int().positive(),
  /** SHA-256 of the photos' content, in hex, in the order of the rows. */
  hashes: z.array(z.string()).min(1),
  /** CRC-32 of all rows. */
  crc32: z.int(),
})

export const segmentExtension = '.features'

export interface Segment {
  readonly path: string
  readonly size: number
  readonly hashes: readonly string[]
  readonly crc32: number
  /** Where the rows begin, in bytes. */
  readonly start: number
}

/** Longer headers than this (some 200,000 photos) are no headers. */
const maxHeaderBytes = 16 * 1024 * 1024

const prefixBytes = 4

/** What is read at once to check a segment. */
const chunkBytes = 4 * 1024 * 1024

/**
 * Writes a segment into a folder; it has its name only when it is whole and on the disk.
 * @param rows `hashes.length` × `size` floats
 */
export async function writeSegment(
  folder: string,
  size: number,
  hashes: readonly string[],
  rows: Float32Array,
): Promise<Segment> {
  const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)
  const facts = { version: 1, size, hashes, crc32: crc32(bytes) }
  const header = Buffer.from(JSON.stringify(facts))
  const prefix = Buffer.alloc(prefixBytes)
  prefix.writeUInt32LE(header.length)
  const path = join(folder, randomUUID() + segmentExtension)
  await writeWhole(path, [prefix, header, bytes])
  return { path, size, hashes, crc32: facts.crc32, start: prefixBytes + header.length }
}

async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.partial`
  try {
    await using file = await open(temporary, 'wx')
    for (const part of parts) await file.writeFile(part)
    await file.sync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await rename(temporary, path)
}

/** What a segment holds, or undefined where the file is damaged or cut short; its rows are not looked at. */
export async function readSegment(path: string): Promise<Segment | undefined> {
  try {
    await using file = await open(path)
    const { size: bytes } = await file.stat()
    const length = (await readExactly(file, 0, prefixBytes))?.readUInt32LE() ?? maxHeaderBytes
    if (prefixBytes + length > Math.min(bytes, maxHeaderBytes)) return undefined
    const header = await readExactly(file, prefixBytes, length)
    const { size, hashes, crc32: sum } = headerSchema.parse(JSON.parse(String(header)))
    const start = prefixBytes + length
    return bytes === start + hashes.length * size * 4 ? { path, size, hashes, crc32: sum, start } : undefined
  } catch {
    return undefined
  }
}

/** Whether the rows are those that were written. Throws what the operating system throws. */
export async function isIntact({ path, start, size, hashes, crc32: expected }: Segment): Promise<boolean> {
  await using file = await open(path)
  const end = start + hashes.length * size * 4
  const room = Buffer.alloc(Math.min(chunkBytes, end - start))
  let sum = 0
  for (let at = start; at < end; at += room.length) {
    const chunk = room.subarray(0, end - at)
    if (!(await fill(file, chunk, at))) return false
    sum = crc32(chunk, sum)
  }
  return sum === expected
}

/** `length` bytes from `position`; undefined where the file ends before. */
async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  const buffer = Buffer.alloc(length)
  return (await fill(file, buffer, position)) ? buffer : undefined
}

/** Fills a buffer with what stands from `position` on; false where the file ends before. */
export async function fill(file: FileHandle, buffer: Uint8Array, position: number): Promise<boolean> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) return false
    filled += bytesRead
  }
  return true
}

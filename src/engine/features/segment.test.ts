import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { isIntact, readSegment, writeSegment } from './segment'
import { openTable } from './table'

const rows = Float32Array.from({ length: 12 }, (_, index) => index / 3)

describe('a segment', () => {
  it('holds what was written, and nothing else lies in the folder', async () => {
    const folder = temporaryFolder()
    const written = await writeSegment(folder, 4, ['a', 'b', 'c'], rows)
    expect(await readSegment(written.path)).toEqual(written)
    expect(await isIntact(written)).toBe(true)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it.each([
    { what: 'cut short', damage: (path: string) => truncateSync(path, readFileSync(path).length - 1) },
    { what: 'cut inside its header', damage: (path: string) => truncateSync(path, 20) },
    { what: 'empty', damage: (path: string) => truncateSync(path, 0) },
    { what: 'longer than it says', damage: (path: string) => appendFileSync(path, 'more') },
    { what: 'something else', damage: (path: string) => writeFileSync(path, 'a text that is no segment') },
  ])('that is $what is none', async ({ damage }) => {
    const { path } = await writeSegment(temporaryFolder(), 4, ['a', 'b', 'c'], rows)
    damage(path)
    expect(await readSegment(path)).toBeUndefined()
  })

  it('with one changed bit is not intact', async () => {
    const segment = await writeSegment(temporaryFolder(), 4, ['a', 'b', 'c'], rows)
    const bytes = readFileSync(segment.path)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
    writeFileSync(segment.path, bytes)
    expect(await readSegment(segment.path)).toBeDefined()
    expect(await isIntact(segment)).toBe(false)
  })
})

describe('a table', () => {
  it('gives any rows in any order, from memory as from the disk', async () => {
    const folder = temporaryFolder()
    const segments = [
      await writeSegment(folder, 4, ['a', 'b', 'c'], rows),
      await writeSegment(folder, 4, ['d'], Float32Array.of(7, 8, 9, 10)),
    ]
    const locations = segments.flatMap((segment) => segment.hashes.map((_, row) => ({ segment, row })))
    const all = [...rows, 7, 8, 9, 10]
    const tables = [Infinity, 0].map((limit) =>
      openTable({ shape: [2, 2], photos: [0, 1, 2, 5], locations }, limit),
    )
    for (const table of await Promise.all(tables)) {
      expect(table).toMatchObject({ size: 4, shape: [2, 2], photos: [0, 1, 2, 5] })
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(3)), async (wanted) => {
          const expected = wanted.flatMap((row) => all.slice(row * 4, row * 4 + 4))
          expect(await table.gather(wanted)).toEqual(Float32Array.from(expected))
          // Into a part of something larger, and into what is too small.
          for (const into of [new Float32Array(200).subarray(3).fill(-1), new Float32Array(1)]) {
            const gathered = await table.gather(wanted, { into })
            expect(gathered).toEqual(Float32Array.from(expected))
            expect(gathered.buffer === into.buffer).toBe(into.length >= expected.length)
          }
        }),
        { numRuns: 30 },
      )
      await table.close()
    }
  })
})

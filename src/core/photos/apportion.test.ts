import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion } from './apportion'

const shares = fc
  .tuple(fc.integer({ min: 10, max: 100 }), fc.nat(100), fc.nat(100))
  .map((parts) => parts.map((part) => part / (parts[0] + parts[1] + parts[2])))

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

describe('apportion', () => {
  it('deals 80 and 20 of a hundred', () => {
    expect(apportion([5, 5, 10], [0.8, 0.2, 0])).toEqual([
      [4, 1, 0],
      [4, 1, 0],
      [8, 2, 0],
    ])
  })

  it('keeps the totals where every class alone would round the same way', () => {
    const counts = apportion([13, 13, 13, 13, 13], [0.8, 0.2, 0])
    expect(counts.map(([train]) => train).sort()).toEqual([10, 10, 10, 11, 11])
  })

  it('leaves the only photo of a class in the first part', () => {
    expect(apportion(Array<number>(10).fill(1), [0.8, 0.2, 0])).toEqual(Array(10).fill([1, 0, 0]))
  })

  it('gives every class its due within a photo, and nobody gets lost', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 30 }), shares, (sizes, shares) => {
        const counts = apportion(sizes, shares)
        for (const [number, size] of sizes.entries()) {
          const row = counts[number] ?? []
          expect(sum(row)).toBe(size)
          for (const [part, share] of shares.entries()) {
            expect(Math.abs((row[part] ?? 0) - share * size)).toBeLessThan(1)
            if (share === 0) expect(row[part]).toBe(0)
          }
        }
      }),
    )
  })

  it('gives every part its share of the whole within a photo, where classes have photos enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 50, max: 300 }), { minLength: 1, maxLength: 30 }),
        shares,
        (sizes, shares) => {
          const counts = apportion(sizes, shares)
          for (const [part, share] of shares.entries()) {
            const total = sum(counts.map((row) => row[part] ?? 0))
            expect(Math.abs(total - share * sum(sizes))).toBeLessThan(1)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

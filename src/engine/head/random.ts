import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** What draws from a training's seed; each draws numbers of its own. Convolutions take six, one after the other. */
export const streams = { shuffle: 0, hidden: 1, predictions: 2, dropout: 3, convolution: 4 } as const

/** A seed for one use of a training's seed: other uses and other seeds get another one. */
export function derivedSeed(seed: number, stream: keyof typeof streams): number {
  return seed * 16 + streams[stream]
}

/** Orders of `count` rows, one for each call, decided by the seed alone. */
export function shuffler(count: number, seed: number): () => number[] {
  const derived = derivedSeed(seed, 'shuffle')
  // The generator takes 32 bits; the rest of the seed is mixed in.
  const generator = xoroshiro128plus((derived ^ Math.floor(derived / 2 ** 32)) | 0)
  const rows = Array.from({ length: count }, (_, row) => row)
  return () => {
    for (let last = count - 1; last > 0; last--) {
      const other = uniformInt(generator, 0, last)
      ;[rows[last], rows[other]] = [rows[other] as number, rows[last] as number]
    }
    return rows.slice()
  }
}

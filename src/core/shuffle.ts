import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Fisher and Yates' shuffle of a copy, in Durstenfeld's form (Algorithm 235, CACM 7(7), 1964). */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const result = [...items]
  const generator = xoroshiro128plus(seed)
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = uniformInt(generator, 0, last)
    const moved = result[last] as Item
    result[last] = result[other] as Item
    result[other] = moved
  }
  return result
}

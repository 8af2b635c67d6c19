import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { answerOf, photoReader, scriptFor } from './fixtures/own-process'

const times = z.record(z.string(), z.array(z.number()).min(1))

/** How fast compiled networks are beside their layers: `npm run measure -- compiled-speed`. */
describe('a compiled MobileNetV2', () => {
  let script = ''
  beforeAll(async () => {
    script = await scriptFor('speed-process')
  })

  it('predicts many times faster than layers', async () => {
    const median = medians(await answerOf(times, script, 'MobileNetV2', '7'))
    for (const count of [1, 32]) {
      const [tfjs, layers, compiled] = ['tfjs', 'layers', 'compiled'].map((way) => median(`${way} ${count}`))
      console.log(
        `batch ${count}: layers as in tfjs ${tfjs?.toFixed(1)} ms, ours ${layers?.toFixed(1)}, compiled ${compiled?.toFixed(1)}; ` +
          `${ratio(tfjs, compiled)} and ${ratio(layers, compiled)} times`,
      )
    }
    expect(median('tfjs 1') / median('compiled 1')).toBeGreaterThan(5)
    expect(median('tfjs 32') / median('compiled 32')).toBeGreaterThan(3)
  })

  it.skipIf(sharedMissing)('reads photos while it computes', async () => {
    const folder = sharedFolder('data', 'cats-dogs')
    const median = medians(await answerOf(times, script, 'MobileNetV2', '5', folder, await photoReader()))
    const allowed = median('decode') + median('network')
    for (const way of ['classify', 'features']) {
      console.log(
        `${way}: ${ratio(allowed, median(way))} of what reading and computing one after the other allow`,
      )
      expect(allowed / median(way)).toBeGreaterThan(0.8)
    }
  })
})

function medians(given: Record<string, number[]>): (way: string) => number {
  return (way) => {
    const sorted = [...(given[way] ?? [])].sort((a, b) => a - b)
    return sorted[sorted.length >> 1] ?? NaN
  }
}

function ratio(a = NaN, b = NaN): string {
  return (a / b).toFixed(2)
}

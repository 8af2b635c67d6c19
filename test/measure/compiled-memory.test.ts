import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gibibytes } from '../parity/peak'
import { answerOf, scriptFor } from './fixtures/own-process'

const memory = z.object({ tensors: z.int(), memory: z.int() })
const answers = z.object({
  load: z.number(),
  first: z.number(),
  log: z.array(z.string()),
  peak: z.number(),
  before: memory,
  grown: z.array(memory),
})

/** What compiled networks take, each task in a process of its own: `npm run measure -- compiled-memory`. */
describe('compiled networks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-measure-'))
  let script = ''
  const ask = (...given: string[]) => answerOf(answers, script, ...given)

  beforeAll(async () => {
    script = await scriptFor('network-process')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    { id: 'VGG19', compiling: 3 * 2 ** 30, predicting: 1.5 * 2 ** 30 },
    { id: 'ResNet50', compiling: 3 * 2 ** 30, predicting: 800 * 2 ** 20 },
  ])('$id compiles, loads in two seconds and predicts within its memory', async ({ id, ...limits }) => {
    await answerOf(z.object({ bytes: z.number() }), script, 'install', id, folder)
    const [first, later] = [await ask('answer', id, folder), await ask('answer', id, folder)]
    for (const [what, { load, first: answered, peak }] of Object.entries({ compiles: first, loads: later })) {
      console.log(
        `${id} ${what} in ${seconds(load)}, first answer ${seconds(answered)}, at most ${gibibytes(peak)}`,
      )
    }
    expect([...first.log, ...later.log]).toEqual([])
    expect(first.peak).toBeLessThan(limits.compiling)
    expect(later.peak).toBeLessThan(limits.predicting)
    expect(later.load).toBeLessThan(2000)
    expect(later.load).toBeLessThan(first.load)
  })

  it('ten thousand predictions leave memory where it was', { timeout: 900_000 }, async () => {
    await answerOf(z.object({ bytes: z.number() }), script, 'install', 'MobileNetV2', folder)
    const { before, grown } = await ask('answer', 'MobileNetV2', folder, '10000')
    const after = grown.map((at) => at.memory / (grown[0]?.memory ?? 1))
    console.log(`memory after each thousand: ${grown.map((at) => gibibytes(at.memory)).join(', ')}`)
    expect(grown).toHaveLength(10)
    expect(new Set([before, ...grown].map(({ tensors }) => tensors)).size).toBe(1)
    for (const part of after) expect(Math.abs(part - 1)).toBeLessThan(0.05)
  })
})

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

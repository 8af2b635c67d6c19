import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../src/engine/fixtures/temporary-folder'
import { kerasFiles, kerasMissing, published } from './keras/ask'
import { EngineWithModels } from './keras/engine'
import { gibibytes, memoryLimit, peakOf, peakUnknown } from './peak'

const missing = kerasMissing || peakUnknown

describe.skipIf(missing)("the engine's process", { meta: { skipReason: missing || '' } }, () => {
  // The network with the most layers and the one with the most weights.
  it.each(['NASNetLarge', 'VGG19'] as const)(
    `imports %s, and after a new start predicts, each within ${gibibytes(memoryLimit)}`,
    async (id) => {
      const folder = temporaryFolder()
      const file = join(folder, published)
      const photo = join(folder, 'photo.png')
      const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
      await sharp({ create: { width: 400, height: 400, channels: 3, background: 'black', noise } }).toFile(
        photo,
      )
      await kerasFiles(id, folder)
      const imported = await measured(folder, (engine) => engine.install(id, file))
      // The second start has no HDF5 to read.
      await rm(file)
      const first = await measured(folder, (engine) => engine.classify(id, photo))
      console.log(`${id}: import ${imported.text}; first answer after a new start ${first.text}`)
      expect(imported.value).toMatchObject({ weights: 'installed', hasTop: true })
      expect(first.value).toHaveLength(5)
      expect(imported.peak).toBeLessThan(memoryLimit)
      expect(first.peak).toBeLessThan(memoryLimit)
    },
  )
})

/** Has a fresh process do something, and says how long it took and what memory. */
async function measured<T>(
  folder: string,
  task: (engine: EngineWithModels) => Promise<T>,
): Promise<{ value: T; peak: number; text: string }> {
  const engine = new EngineWithModels(folder)
  try {
    const pid = await engine.pid()
    const began = performance.now()
    const value = await task(engine)
    const seconds = (performance.now() - began) / 1000
    const peak = peakOf(pid)
    return { value, peak, text: `${seconds.toFixed(1)} s, at most ${gibibytes(peak)}` }
  } finally {
    await engine.close()
  }
}

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Engine } from '../../src/core/engine/engine'
import { CompiledStore } from '../../src/engine/compile/store'
import { FeatureCache } from '../../src/engine/features/cache'
import { temporaryFolder } from '../../src/engine/fixtures/temporary-folder'
import { Networks } from '../../src/engine/networks'
import { trainingBase } from '../../src/engine/train'
import { trainSettingsSchema } from '../../src/shared/contract/training'
import { peakOf, peakUnknown } from '../parity/peak'

const photos = 100_000
const size = 1280
const mebibyte = 2 ** 20
const root = join(import.meta.dirname, '../..')
const resources = join(root, 'resources')
const settings = trainSettingsSchema.parse({ units: 128, epochs: 2, batch: 64 })

/** What training takes beside the engine itself: `npm run measure -- training-memory`, after `npm run build`. */
describe.skipIf(peakUnknown)(
  `a head on ${photos} photos`,
  { meta: { skipReason: peakUnknown || '' } },
  () => {
    it('takes at most 350 MB more than the engine that has just started', async () => {
      const folder = temporaryFolder()
      const hashes = Array.from({ length: photos }, (_, photo) => hashOf(photo))
      await writeFeatures(join(folder, 'features'), hashes)
      const engine = new Engine({
        entry: join(root, 'out/main/engine.js'),
        ...{ resources, log: join(folder, 'engine.log'), device: 'cpu' },
      })
      try {
        const client = await engine.client()
        const { pid } = await client.info({})
        const fresh = peakOf(pid)
        const all = hashes.map((hash, photo) => ({ path: `/photos/${photo}.jpg`, hash, label: photo % 2 }))
        const val = all.splice(-photos / 10)
        const manifest = { folder: join(folder, 'run'), features: join(folder, 'features'), settings }
        const epochs = []
        const classes = ['even', 'odd']
        for await (const event of client.train({ ...manifest, classes, train: all, val, resume: false })) {
          expect(event.type).not.toBe('skipped')
          if (event.type === 'epoch') epochs.push(event.epoch)
        }
        const added = peakOf(pid) - fresh
        const megabytes = (bytes: number): string => `${(bytes / mebibyte).toFixed(0)} MB`
        const seconds = epochs.map((epoch) => epoch.seconds.toFixed(1)).join(' s, ')
        console.info(`fresh ${megabytes(fresh)}, ${megabytes(added)} more at the peak; epochs ${seconds} s`)
        expect(epochs).toHaveLength(2)
        expect(added).toBeLessThan(350 * mebibyte)
      } finally {
        await engine.close()
      }
    })
  },
)

function hashOf(photo: number): string {
  return createHash('sha256').update(String(photo)).digest('hex')
}

/** Made-up features under the key that the engine will look for. */
async function writeFeatures(folder: string, hashes: readonly string[]): Promise<void> {
  const compiled = new CompiledStore(process.env['HEADSTART_COMPILED'] ?? '', () => undefined)
  const networks = new Networks(resources, undefined, compiled)
  const base = trainingBase(settings)
  using lease = await networks.base(base)
  const key = { ...base, weights: await networks.weightsHash(base.model), way: lease.value.way }
  const cache = await FeatureCache.open(folder, key, size)
  const chunk = 2_000
  for (let first = 0; first < hashes.length; first += chunk) {
    const own = hashes.slice(first, first + chunk)
    const rows = Float32Array.from({ length: own.length * size }, (_, at) => ((at * 7919) % 101) / 101)
    await cache.add(own, rows)
  }
}

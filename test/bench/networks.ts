import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { cacheFolder } from '../../src/core/cache-folder'
import type { Classifier } from '../../src/engine/classifier'
import { CompiledStore } from '../../src/engine/compile/store'
import type { Lease } from '../../src/engine/leases'
import { Networks } from '../../src/engine/networks'
import { answerRequests } from './requests'
import type { BenchRequest } from './requests'

/** A network with photos of noise: which ones they are makes no difference to how long it takes. */
interface Loaded {
  readonly lease: Lease<Classifier>
  readonly photos: Map<number, Uint8Array[]>
}

/** Answers requests for a network's scores; photos lie in memory beforehand, as pixels, as they come from files. */
export async function answerWithNetworks(resources: string): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`)
  const compiled = new CompiledStore(join(cacheFolder(), 'compiled'), log)
  const networks = new Networks(resources, join(cacheFolder(), 'models'), compiled)
  const loaded = new Map<string, Loaded>()
  await answerRequests(async (request: BenchRequest) => {
    const known = loaded.get(request.network)
    const { lease, photos } = known ?? {
      lease: await networks.pretrained(request.network),
      photos: new Map(),
    }
    if (!known) loaded.set(request.network, { lease, photos })
    if (request.do !== 'network') return []
    const [height, width] = lease.value.inputShape
    const batch =
      photos.get(request.count) ??
      Array.from({ length: request.count }, () => randomBytes(height * width * 3))
    photos.set(request.count, batch)
    lease.value.scoresOfBytes(batch)
    return []
  })
}

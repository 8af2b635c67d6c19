import { join } from 'node:path'
import { cacheFolder } from '../../src/core/cache-folder'
import type { Classifier } from '../../src/engine/classifier'
import { CompiledStore } from '../../src/engine/compile/store'
import type { Lease } from '../../src/engine/leases'
import { Networks } from '../../src/engine/networks'
import { tf } from '../../src/engine/tensorflow'
import { answerRequests } from './requests'
import type { BenchRequest } from './requests'

/** A network with photos of noise: which ones they are makes no difference to how long it takes. */
interface Loaded {
  readonly lease: Lease<Classifier>
  readonly photos: Map<number, tf.Tensor4D>
}

/** Answers requests for a network's scores; photos lie in memory beforehand, as pixels of 0 to 255. */
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
      photos.get(request.count) ?? tf.randomUniform([request.count, height, width, 3], 0, 256, 'int32')
    photos.set(request.count, batch)
    lease.value.scores(batch)
    return []
  })
}

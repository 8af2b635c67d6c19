import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { engineEnvironment } from '../../src/core/engine/environment'
import { createHost } from '../../src/core/host'
import { answerRequests } from './requests'
import type { BenchRequest } from './requests'

/**
 * The application as `npm run bench` drives it: `application.js ROOT` answers through its host and engine,
 * `application.js ROOT network` with the engine's networks alone. Weights and compiled networks lie in the user's
 * cache, which the environment names.
 */
const [, script = '', root = '', part] = process.argv
const resources = join(root, 'resources')

if (part === 'network') startNetworks()
else if (part === 'networks-here') await (await import('./networks')).answerWithNetworks(resources)
else await answerWithHost()

/** TensorFlow reads its environment once: the networks get a process with the engine's own. */
function startNetworks(): void {
  const env = engineEnvironment({ resources, device: 'cpu' })
  const child = spawn(process.execPath, [script, root, 'networks-here'], { env, stdio: 'inherit' })
  child.once('exit', (status) => process.exit(status ?? 1))
}

async function answerWithHost(): Promise<void> {
  const host = createHost({ engineEntry: join(root, 'out', 'main', 'engine.js'), resources, device: 'cpu' })
  const client = host.client()
  const answer = async (request: BenchRequest): Promise<number[]> => {
    if (request.do !== 'files') return []
    const network = { kind: 'pretrained', id: request.network } as const
    // As Keras' `load_img` makes them: so everyone has the same pixels to compute with.
    const pixels = { fit: 'squash', interpolation: 'nearest' } as const
    const best: number[] = []
    for await (const event of client['photos.classify']({ paths: request.paths, network, ...pixels })) {
      if (event.type === 'skipped') throw new Error(`${event.skipped.path}: ${event.skipped.reason}`)
      if (event.type === 'classified') best.push(event.result.predictions[0]?.index ?? -1)
    }
    return best
  }
  await answerRequests(answer)
  await host.close()
}

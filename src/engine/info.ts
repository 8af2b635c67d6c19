import { availableParallelism } from 'node:os'
import process from 'node:process'
import type { z } from 'zod'
import type { engineInfoSchema } from '../shared/contract/engine'
import { tf } from './tensorflow'

type EngineInfo = z.output<typeof engineInfoSchema>

/** What tfjs-node's backend says of itself beside the common interface. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean
  readonly binding: { readonly TF_Version: string }
}

/** What the engine is and holds just now. */
export function engineInfo(environment: NodeJS.ProcessEnv = process.env): EngineInfo {
  const device = usesGpu() ? 'gpu' : 'cpu'
  return {
    pid: process.pid,
    tensorflow: backend().binding.TF_Version,
    tfjs: tf.version.tfjs,
    device,
    note: environment['HEADSTART_DEVICE_NOTE'] ?? deviceNote(environment['HEADSTART_DEVICE'], device),
    threads: threadsOf(environment),
    tensors: tf.memory().numTensors,
    memory: process.memoryUsage.rss(),
  }
}

/** How many threads TensorFlow computes with. */
export function threadsOf(environment: NodeJS.ProcessEnv = process.env): number {
  const threads = Number(environment['TF_NUM_INTRAOP_THREADS'])
  return Number.isInteger(threads) && threads > 0 ? threads : availableParallelism()
}

/** Whether TensorFlow computes on a GPU; it decides once a process. */
export function usesGpu(): boolean {
  return backend().isUsingGpuDevice
}

function backend(): NodeBackend {
  return tf.backend() as unknown as NodeBackend
}

/** Why the device is not the one that was asked for; null where it is. */
export function deviceNote(asked: string | undefined, device: 'cpu' | 'gpu'): string | null {
  if (asked !== 'gpu' || device === 'gpu') return null
  return (
    'The GPU was asked for and the CPU is used: TensorFlow was set up without GPU support, or found no NVIDIA GPU ' +
    'with a driver. Run `npm run setup -- --gpu`, and check with `nvidia-smi`.'
  )
}

import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'
import { cacheFolder } from '../cache-folder'
import { readNativeParts } from './native-parts'

export type Device = 'auto' | 'cpu' | 'gpu'

export interface EnvironmentSettings {
  /** Absolute path of `resources`. */
  readonly resources: string
  readonly device: Device
  /** Absolute path of the folder with the weights that the user installed. */
  readonly models?: string | undefined
  /** Threads of TensorFlow; left out: as many as it thinks right. */
  readonly threads?: number | undefined
  /** Why the device is not the one that was asked for, where the host knows. */
  readonly deviceNote?: string | undefined
}

/** The environment in which the engine process starts: TensorFlow reads all of these once, when it loads. */
export function engineEnvironment(
  { resources, device, models, threads, deviceNote }: EnvironmentSettings,
  inherited: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { tensorflow } = readNativeParts(resources)
  return {
    ...inherited,
    HEADSTART_RESOURCES: resources,
    HEADSTART_DEVICE: device,
    HEADSTART_COMPILED: inherited['HEADSTART_COMPILED'] ?? join(cacheFolder(inherited), 'compiled'),
    ...(models !== undefined && { HEADSTART_MODELS: models }),
    ...(deviceNote !== undefined && { HEADSTART_DEVICE_NOTE: deviceNote }),
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_ENABLE_ONEDNN_OPTS: '1',
    // The engine's shim says why; it may run after the native library has read them.
    TF_ONEDNN_THREADPOOL_USE_CALLER_THREAD: '1',
    TF_NUM_INTEROP_THREADS: '1',
    TF_OVERRIDE_GLOBAL_THREADPOOL: '1',
    // sharp decodes on libuv's threads, of which there are four whatever the machine has.
    UV_THREADPOOL_SIZE: String(Math.max(4, availableParallelism())),
    ...(threads !== undefined && { TF_NUM_INTRAOP_THREADS: String(threads) }),
    ...(device === 'cpu' && { CUDA_VISIBLE_DEVICES: '-1' }),
    ...(device !== 'cpu' &&
      tensorflow.variant === 'gpu' && {
        LD_LIBRARY_PATH: [...tensorflow.libraries, inherited['LD_LIBRARY_PATH']]
          .filter(Boolean)
          .join(delimiter),
      }),
  }
}

import type { Device } from './device'
import type { Networks } from './networks'
import type { PhotoThread } from './reading/thread'

/** What every piece of the engine's work shares. */
export interface EngineParts {
  readonly device: Device
  readonly networks: Networks
  /** Reads many photos; left out: whoever wants them does. */
  readonly photoThread?: PhotoThread
}

/** The parts of the engine's process. */
export interface ProcessParts extends EngineParts {
  /** Absolute path of the script of the thread that reads weights. */
  readonly weightsReader: string
}

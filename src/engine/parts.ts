import type { Device } from './device'
import type { Networks } from './networks'

/** What every piece of the engine's work shares. */
export interface EngineParts {
  readonly device: Device
  readonly networks: Networks
}

/** The parts of the engine's process. */
export interface ProcessParts extends EngineParts {
  /** Absolute path of the script of the thread that reads weights. */
  readonly weightsReader: string
}

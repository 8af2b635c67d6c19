import type { Device } from './device'
import type { Networks } from './networks'

/** What every piece of the engine's work shares. */
export interface EngineParts {
  readonly device: Device
  readonly networks: Networks
}

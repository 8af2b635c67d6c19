import { Device } from './device'
import type { Urgency } from './device'

/** Whether a training waits. */
export class Pause {
  #waiting: PromiseWithResolvers<void> | null = null
  #since = 0
  #stood = 0

  /** @param ends when one of them aborts, nobody waits any longer */
  constructor(ends: readonly AbortSignal[]) {
    const end = (): void => void this.set(false)
    for (const signal of ends) signal.addEventListener('abort', end, { once: true })
    this.#ends = ends
  }

  readonly #ends: readonly AbortSignal[]

  /** Lets the training wait after the batch at hand, or go on; what is to end does not wait. @returns whether it waits */
  set(paused: boolean): boolean {
    const waits = paused && !this.#ends.some(({ aborted }) => aborted)
    if (waits && !this.#waiting) {
      this.#waiting = Promise.withResolvers()
      this.#since = performance.now()
    }
    if (!waits && this.#waiting) {
      this.#stood += performance.now() - this.#since
      this.#waiting.resolve()
      this.#waiting = null
    }
    return waits
  }

  /** Resolves at once, or when the training goes on. */
  async passed(): Promise<void> {
    while (this.#waiting) await this.#waiting.promise
  }

  /** Milliseconds, standing still while the training waits. */
  readonly clock = (): number => (this.#waiting ? this.#since : performance.now()) - this.#stood
}

/** The device as a training sees it: no turn begins while it waits, be it for features or for learning. */
export class PausedDevice extends Device {
  constructor(
    private readonly device: Device,
    private readonly pause: Pause,
  ) {
    super()
  }

  override async turn<T>(urgency: Urgency, work: () => T | Promise<T>): Promise<T> {
    await this.pause.passed()
    return this.device.turn(urgency, work)
  }
}

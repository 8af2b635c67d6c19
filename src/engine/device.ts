import { setImmediate as nextLoop } from 'node:timers/promises'
import PQueue from 'p-queue'

/** Whom somebody waits for (`photo`) goes ahead of what takes minutes anyway (`training`). */
export type Urgency = 'photo' | 'training'

const priorities: Record<Urgency, number> = { photo: 1, training: 0 }

/** The one device that computes: whatever uses it takes turns. */
export class Device {
  readonly #queue = new PQueue({ concurrency: 1 })

  /**
   * Runs `work` alone on the device; `photo` turns go ahead of waiting `training` turns. Long work takes one turn for
   * each batch, so that a photo waits for one batch at most. `work` must not ask for another turn and wait for it.
   * @throws whatever `work` throws
   */
  turn<T>(urgency: Urgency, work: () => T | Promise<T>): Promise<T> {
    return this.#queue.add(
      async () => {
        try {
          return await work()
        } finally {
          // Messages that arrived while the thread computed are seen before the next turn is chosen.
          await nextLoop()
        }
      },
      { priority: priorities[urgency] },
    )
  }
}

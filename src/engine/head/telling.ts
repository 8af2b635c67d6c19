import type { Batch } from '../../shared/contract/training'
import { added, nothing } from './objective'
import type { Measured } from './objective'

/** Between two tellings, in milliseconds. */
const between = 100

type Place = Pick<Batch, 'epoch' | 'batch' | 'batches' | 'learningRate'>

/** Gathers what batches gave, and says it at most ten times a second. */
export class Telling {
  #sum: Measured = nothing
  #photos = 0
  #since: number

  /** @param clock milliseconds, standing still while the training does */
  constructor(private readonly clock: () => number) {
    this.#since = clock()
  }

  /** Adds a batch; gives what is to be told once it is time for it. */
  add(measured: Measured, photos: number, place: Place): Batch | null {
    this.#sum = added(this.#sum, measured)
    this.#photos += photos
    const now = this.clock()
    if (now - this.#since < between) return null
    const batch: Batch = {
      ...place,
      loss: this.#sum.loss / this.#photos,
      accuracy: this.#sum.correct / this.#photos,
      photosPerSecond: (this.#photos * 1000) / (now - this.#since),
      memory: process.memoryUsage.rss(),
    }
    this.#sum = nothing
    this.#photos = 0
    this.#since = now
    return batch
  }
}

import type { TrainSettings } from '../shared/contract/training'
import { writePhotoValues } from './scratch/photo-values'

/** A batch of so many photos, whose values are given as a table would give them. */
export interface Batch {
  readonly photos: number
  gather(): Float32Array
}

/** Makes batches with made-up values. @param learned whether they are learned from, or only measured */
export type Batches = (photos: number, learned: boolean) => Batch

/** Values of this shape, which are copied as a table copies them. */
export function featureBatches(shape: readonly number[]): Batches {
  return (photos) => {
    const values = new Float32Array((photos * bytesOf(shape)) / Float32Array.BYTES_PER_ELEMENT).fill(0.5)
    return { photos, gather: () => values.slice() }
  }
}

/** Photos are made floats, and changed where they are learned from, every time anew. */
export function photoBatches(side: number, settings: Pick<TrainSettings, 'augment'>): Batches {
  const size = side * side * 3
  const photo = new Uint8Array(size).fill(127)
  return (photos, learned) => ({
    photos,
    gather() {
      const values = new Float32Array(photos * size)
      for (let place = 0; place < photos; place++) {
        const change = settings.augment && learned ? { amounts: settings.augment, seed: place } : null
        writePhotoValues(photo, values.subarray(place * size, (place + 1) * size), side, change)
      }
      return values
    },
  })
}

/** Of float32 values of a shape. */
export function bytesOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, Float32Array.BYTES_PER_ELEMENT)
}

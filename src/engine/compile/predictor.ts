import { join } from 'node:path'
import type { Predictor } from '../predictor'
import { tf } from '../tensorflow'
import { branchedFolder, compiledFormat } from './compile'
import type { CompiledFacts } from './compile'
import { intsOf } from './emit'
import { inPieces, pieceOf } from './pieces'
import { LateSession, Session } from './session'

/**
 * Predicts with a SavedModel that `compileModel` wrote with the network's preprocessing. A batch goes through it in
 * pieces whose maps stay in the processor's cache, each in one call of TensorFlow; photos' bytes a branch each, where the
 * network has branches and there are enough photos.
 * @param folder absolute
 * @param facts what `compileModel` gave, and how much its weights take
 * @param log is told in a line where batches cannot be shared out among threads
 * @throws AppError `unreadable` when TensorFlow does not take it
 */
export function compiledPredictor(
  folder: string,
  { inputShape, outputShape, edges, branches, bytes = 0 }: CompiledFacts & { bytes?: number },
  log: (line: string) => void = () => undefined,
): Predictor {
  const [height = 0, width = 0] = inputShape
  const whole = new Session(folder)
  const branched = new LateSession(join(folder, branchedFolder), log)
  const size = pieceOf(height, width)
  const pack = packer(inputShape)
  const asOne = (photos: readonly Uint8Array[]): tf.Tensor =>
    inPieces(photos.length, size, (from, count) =>
      whole.run(edges.bytes, pack(photos.slice(from, from + count)), edges.answer),
    )
  return {
    inputShape: [height, width, 3],
    outputShape,
    way: `compiled-${compiledFormat}`,
    bytes,
    predict: (photos) =>
      inPieces(photos.shape[0], size, (from, count) => {
        const piece = photos.slice([from, 0, 0, 0], [count, height, width, 3]).toFloat()
        return whole.run(edges.photos, piece, edges.answer)
      }),
    predictBytes: (photos) => {
      const session = branches && photos.length >= branches.count ? branched.get() : undefined
      if (!branches || !session) return asOne(photos)
      const { count, answer } = branches
      const even = photos.length - (photos.length % count)
      return tf.tidy(() => {
        const shared = inPieces(even / count, Math.max(1, Math.round(size / count)), (from, each) =>
          session.run(edges.bytes, pack(photos.slice(from * count, (from + each) * count)), answer),
        )
        return even === photos.length ? shared : tf.concat([shared, asOne(photos.slice(even))])
      })
    },
    dispose: () => {
      whole.dispose()
      branched.dispose()
    },
  }
}

/** Gives photos' bytes as the graph takes them, see `Emitted`; each tensor is to be used before the next one is made. */
function packer(shape: readonly number[]): (photos: readonly Uint8Array[]) => tf.Tensor {
  const ints = intsOf(shape)
  let room = new Int32Array(0)
  return (photos) => {
    const length = photos.length * ints
    if (room.length < length) room = new Int32Array(length)
    const bytes = new Uint8Array(room.buffer)
    for (const [index, photo] of photos.entries()) {
      bytes.set(photo, index * ints * Int32Array.BYTES_PER_ELEMENT)
    }
    return tf.tensor2d(room.subarray(0, length), [photos.length, ints], 'int32')
  }
}

import { AppError } from '../../shared/errors'
import type { Predictor } from '../predictor'
import { tf } from '../tensorflow'
import { compiledFormat } from './compile'
import type { CompiledShapes } from './compile'
import { intsOf } from './emit'
import { inPieces, pieceOf } from './pieces'

/**
 * Predicts with a SavedModel that `compileModel` wrote with the network's preprocessing. A batch goes through it in
 * pieces whose maps stay in the processor's cache; each is one call of TensorFlow.
 * @param folder absolute
 * @param shapes what `compileModel` gave, and how much its weights take
 * @throws AppError `unreadable` when TensorFlow does not take it
 */
export async function compiledPredictor(
  folder: string,
  { inputShape, outputShape, bytes = 0 }: CompiledShapes & { bytes?: number },
): Promise<Predictor> {
  const [height = 0, width = 0] = inputShape
  const ofFloats = await load(folder, 'serving_default')
  // The session is the same.
  const ofBytes = await load(folder, 'bytes')
  const size = pieceOf(height, width)
  const pack = packer(inputShape)
  const run = (model: typeof ofFloats, input: tf.Tensor): tf.Tensor => model.predict(input) as tf.Tensor
  return {
    inputShape: [height, width, 3],
    outputShape,
    way: `compiled-${compiledFormat}`,
    bytes,
    predict: (photos) =>
      inPieces(photos.shape[0], size, (from, count) =>
        run(ofFloats, photos.slice([from, 0, 0, 0], [count, height, width, 3]).toFloat()),
      ),
    predictBytes: (photos) =>
      inPieces(photos.length, size, (from, count) => run(ofBytes, pack(photos.slice(from, from + count)))),
    dispose: () => {
      ofFloats.dispose()
      ofBytes.dispose()
    },
  }
}

function load(folder: string, signature: string): ReturnType<typeof tf.node.loadSavedModel> {
  return tf.node.loadSavedModel(folder, ['serve'], signature).catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    const details = { folder }
    throw new AppError(
      'unreadable',
      `The compiled network ${folder} is damaged (${reason}).`,
      details,
      thrown,
    )
  })
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

import { AppError } from '../../shared/errors'
import type { Predictor } from '../predictor'
import { tf } from '../tensorflow'
import { compiledFormat } from './compile'
import type { CompiledShapes } from './compile'

/**
 * Predicts with a SavedModel that `compileModel` wrote with the network's preprocessing. Photos of any number of sides
 * fit into one run, and a run is one call of TensorFlow.
 * @param folder absolute
 * @param shapes what `compileModel` gave, and how much its weights take
 * @throws AppError `unreadable` when TensorFlow does not take it
 */
export async function compiledPredictor(
  folder: string,
  { inputShape: [height = 0, width = 0], outputShape, bytes = 0 }: CompiledShapes & { bytes?: number },
): Promise<Predictor> {
  const model = await tf.node.loadSavedModel(folder).catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError(
      'unreadable',
      `The compiled network ${folder} is damaged (${reason}).`,
      { folder },
      thrown,
    )
  })
  return {
    inputShape: [height, width, 3],
    outputShape,
    way: `compiled-${compiledFormat}`,
    bytes,
    predict: (photos) => tf.tidy(() => model.predict(photos.toFloat()) as tf.Tensor),
    dispose: () => model.dispose(),
  }
}

import type { Preprocessing } from '../../shared/models'
import { caffeMeans, torchDeviations, torchMeans } from '../models/preprocessing'
import { tf } from '../tensorflow'

/** The formulas of `preprocess` as standard layers, so that a model takes pixels of 0 to 255. */
const layers: Record<Preprocessing, () => tf.layers.Layer> = {
  lite: () => rescaling(1 / 128, -127 / 128),
  tf: () => rescaling(1 / 127.5, -1),
  caffe: () =>
    channelMixing(
      [
        [0, 0, 1],
        [0, 1, 0],
        [1, 0, 0],
      ],
      caffeMeans.map((mean) => -mean),
    ),
  torch: () =>
    channelMixing(
      torchDeviations.map((deviation, row) =>
        torchDeviations.map((_, column) => (row === column ? 1 / 255 / deviation : 0)),
      ),
      torchMeans.map((mean, channel) => -mean / (torchDeviations[channel] ?? 1)),
    ),
}

/** A layer that does with a batch of photos what the application does before its network sees them. @param kind null: only 0 to 1 */
export function preprocessingLayer(kind: Preprocessing | null): tf.layers.Layer {
  return kind === null ? rescaling(1 / 255, 0) : layers[kind]()
}

function rescaling(scale: number, offset: number): tf.layers.Layer {
  return tf.layers.rescaling({ scale, offset, name: 'preprocessing' })
}

/** Each channel as a sum of all three and an offset: a 1×1 convolution. @param matrix a row for each channel that goes in */
function channelMixing(matrix: number[][], offsets: number[]): tf.layers.Layer {
  const weights = [tf.tensor4d([[matrix]], [1, 1, 3, 3]), tf.tensor1d(offsets)]
  const layer = tf.layers.conv2d({ kernelSize: 1, filters: 3, name: 'preprocessing', trainable: false })
  layer.build([null, null, null, 3])
  layer.setWeights(weights)
  tf.dispose(weights)
  return layer
}

import type { Preprocessing } from '../../shared/models'
import { tf } from '../tensorflow'

/** Means of ImageNet's photos, blue, green, red, 0 to 255, as Caffe's models subtract them. */
export const caffeMeans = [103.939, 116.779, 123.68]

/** Means and standard deviations of ImageNet's photos, red, green, blue, 0 to 1, as torchvision uses them. */
export const torchMeans = [0.485, 0.456, 0.406]
export const torchDeviations = [0.229, 0.224, 0.225]

/**
 * `lite`: https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite (MEAN_RGB, STDDEV_RGB);
 * the others: keras/src/applications/imagenet_utils.py.
 */
const formulas: Record<Preprocessing, (pixels: tf.Tensor) => tf.Tensor> = {
  lite: (pixels) => pixels.sub(127).div(128),
  tf: (pixels) => pixels.div(127.5).sub(1),
  caffe: (pixels) => pixels.reverse(-1).sub(caffeMeans),
  torch: (pixels) => pixels.div(255).sub(torchMeans).div(torchDeviations),
}

/**
 * Pixels as the network was trained on them.
 * @param pixels `[n, height, width, 3]`, red, green, blue, 0 to 255, of any number type
 * @returns a float32 tensor of the same shape, which the caller disposes of
 */
export function preprocess(pixels: tf.Tensor4D, kind: Preprocessing): tf.Tensor4D {
  return tf.tidy(() => formulas[kind](pixels.toFloat()) as tf.Tensor4D)
}

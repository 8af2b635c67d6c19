import * as tf from '@tensorflow/tfjs-node'

const name = { kernelName: 'Step', backendName: 'tensorflow' }

/**
 * The gradient of ReLU takes 1 where the map is above 0, and tfjs-node makes that of six operations over the whole map:
 * a fifth of a step of a network from scratch. A comparison gives the same; only what is no number becomes 0, and of that
 * the loss tells.
 */
export function registerQuickStep(): void {
  const original = tf.getKernel(name.kernelName, name.backendName)
  if (!original) return
  tf.unregisterKernel(name.kernelName, name.backendName)
  tf.registerKernel({
    ...name,
    kernelFunc: (call) => {
      if (call.attrs?.['alpha'] !== 0) return original.kernelFunc(call)
      return tf.tidy(() => tf.greater(call.inputs['x'] as tf.Tensor, 0).toFloat())
    },
  })
}

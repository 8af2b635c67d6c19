import { tf } from '../tensorflow'

/**
 * Has a batch normalisation go by its moving averages always, as x · s + (β − μ · s) with s = γ / √(σ² + ε): tfjs' own
 * operation has no gradient where there is no γ, and where there is one it takes copies of whole maps.
 * @param layer a `BatchNormalization` over the last axis, with its weights
 */
export function normalizeByAverages(layer: tf.layers.Layer): void {
  const weight = (name: string): tf.Variable | undefined =>
    layer.weights.find(({ originalName }) => originalName.endsWith(name))?.read() as tf.Variable | undefined
  const { epsilon } = layer.getConfig() as { epsilon: number }
  layer.call = (inputs) =>
    tf.tidy(() => {
      const [x, mean, variance] = [[inputs].flat()[0], weight('moving_mean'), weight('moving_variance')]
      const [gamma, beta] = [weight('gamma'), weight('beta')]
      const root = (variance as tf.Tensor).add(epsilon).rsqrt()
      const scale = gamma ? root.mul(gamma) : root
      const offset = (mean as tf.Tensor).mul(scale).neg()
      return (x as tf.Tensor).mul(scale).add(beta ? offset.add(beta) : offset)
    })
}

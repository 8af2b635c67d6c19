import { describe, expect, it } from 'vitest'
import { tf } from '../tensorflow'
import { relu6 } from './relu6'

/** What a layer makes of numbers, and the slope there. */
function valuesAndSlopes(layer: tf.layers.Layer, numbers: number[]): [number[], number[]] {
  return tf.tidy(() => {
    const x = tf.tensor2d([numbers])
    const slopes = tf.grad((at) => layer.apply(at) as tf.Tensor)(x)
    return [[...(layer.apply(x) as tf.Tensor).dataSync()], [...slopes.dataSync()]]
  })
}

describe('relu6', () => {
  it('gives what the layer of tfjs gives, slopes included', () => {
    const numbers = [-7, -0.5, 0.25, 3, 5.75, 6.5, 100]
    const [values, slopes] = valuesAndSlopes(relu6('ours'), numbers)
    expect([values, slopes]).toEqual(valuesAndSlopes(tf.layers.reLU({ maxValue: 6 }), numbers))
    expect(values).toEqual([0, 0, 0.25, 3, 5.75, 6, 6])
    expect(slopes).toEqual([0, 0, 1, 1, 1, 0, 0])
  })

  it('is saved as an ordinary layer that other programs know', () => {
    const layer = relu6('ours')
    expect(layer.getClassName()).toBe('ReLU')
    expect(layer.getConfig()).toMatchObject({ maxValue: 6, name: 'ours' })
  })
})

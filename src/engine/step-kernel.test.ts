import { expect, it } from 'vitest'
import { tf } from './tensorflow'

it('ReLU and its gradient are as they are defined, and no tensors are kept', () => {
  const before = tf.memory().numTensors
  tf.tidy(() => {
    const x = tf.tensor1d([-2, -0, 0, 1e-30, 3])
    expect([
      ...tf
        .grad((map) => map.relu().mul([1, 2, 3, 4, 5]).sum())(x)
        .dataSync(),
    ]).toEqual([0, 0, 0, 4, 5])
    expect([
      ...tf
        .grad((map: tf.Tensor) => tf.relu6(map.mul(2.5)).sum())(x)
        .dataSync(),
    ]).toEqual([0, 0, 0, 2.5, 0])
    expect([...tf.step(tf.tensor1d([-1, 0, 2]), 0.25).dataSync()]).toEqual([0.25, 0.25, 1])
    const fused = tf.grad((map) => tf.fused.conv2d({ x: map as tf.Tensor4D, filter: tf.ones([1, 1, 1, 1]), strides: 1, pad: 0, activation: 'relu' }).sum()) // prettier-ignore
    expect([...fused(tf.tensor4d([-1, 0, 2], [1, 1, 3, 1])).dataSync()]).toEqual([0, 0, 1])
  })
  expect(tf.memory().numTensors).toBe(before)
})

import { describe, expect, it } from 'vitest'
import { summarize } from './summary'
import { tf } from './tensorflow'

describe('summarize', () => {
  it('tells layers, shapes and parameters, with and without the top, at any size', () => {
    const before = tf.memory().numTensors
    const whole = summarize({ id: 'mobilenetv2', top: true, input: null })
    expect(whole).toMatchObject({
      name: 'mobilenetv2_1.00_224',
      inputShape: [null, 224, 224, 3],
      outputShape: [null, 1000],
      totalParams: 3_538_984,
      trainableParams: 3_504_872,
    })
    const base = summarize({ id: 'MobileNetV2', top: false, input: [150, 200] })
    expect(base).toMatchObject({ outputShape: [null, 5, 7, 1280], totalParams: 2_257_984 })
    expect(base.layers.find(({ name }) => name === 'block_2_add')).toEqual({
      name: 'block_2_add',
      class: 'Add',
      outputShape: [null, 38, 50, 24],
      params: 0,
      inbound: ['block_1_project_BN', 'block_2_project_BN'],
    })
    expect(tf.memory().numTensors).toBe(before)
  })

  it('names the sizes that are allowed', () => {
    expect(() => summarize({ id: 'VGG16', top: true, input: [150, 150] })).toThrow(
      /photos of 224 × 224 pixels/,
    )
    expect(() => summarize({ id: 'Xception', top: false, input: [70, 150] })).toThrow(/from 71 pixels on/)
  })
})

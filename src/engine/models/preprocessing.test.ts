import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelIds, modelFacts, preprocessings } from '../../shared/models'
import type { Preprocessing } from '../../shared/models'
import { tf } from '../tensorflow'
import { preprocess } from './preprocessing'

type Pixel = [red: number, green: number, blue: number]

/** Keras' `preprocess_input`, a pixel at a time, written down a second time. */
const formulas: Record<Preprocessing, (pixel: Pixel) => Pixel> = {
  tf: ([red, green, blue]) => [red / 127.5 - 1, green / 127.5 - 1, blue / 127.5 - 1],
  caffe: ([red, green, blue]) => [blue - 103.939, green - 116.779, red - 123.68],
  torch: ([red, green, blue]) => [
    (red / 255 - 0.485) / 0.229,
    (green / 255 - 0.456) / 0.224,
    (blue / 255 - 0.406) / 0.225,
  ],
  lite: ([red, green, blue]) => [(red - 127) / 128, (green - 127) / 128, (blue - 127) / 128],
}

const byte = fc.integer({ min: 0, max: 255 })

function preprocessed(pixels: readonly Pixel[], kind: Preprocessing): number[] {
  const photo = tf.tensor4d(pixels.flat(), [1, pixels.length, 1, 3], 'int32')
  const answer = preprocess(photo, kind)
  const numbers = [...answer.dataSync()]
  tf.dispose([photo, answer])
  return numbers
}

describe('preprocess', () => {
  it.each(preprocessings)('scales and centres every pixel as %s', (kind) => {
    const pixels = fc.array(fc.tuple(byte, byte, byte), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(pixels, (photo) => {
        const expected = photo.flatMap(formulas[kind])
        const found = preprocessed(photo, kind)
        expect(found).toHaveLength(expected.length)
        for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 4)
      }),
    )
  })

  it.each(modelIds)('is for %s what its family was trained with', (id) => {
    const family = /^(VGG|ResNet\d+$)/.test(id) ? 'caffe' : /^DenseNet/.test(id) ? 'torch' : 'tf'
    expect(modelFacts(id).preprocessing).toBe(id === 'EfficientNet-Lite0' ? 'lite' : family)
  })

  it.each(preprocessings)('keeps the pixels and only the answer (%s)', (kind) => {
    const pixels = tf.zeros<tf.Rank.R4>([2, 3, 4, 3], 'int32')
    const before = tf.memory().numTensors
    const answer = preprocess(pixels, kind)
    expect(answer.shape).toEqual([2, 3, 4, 3])
    expect(answer.dtype).toBe('float32')
    expect(tf.memory().numTensors).toBe(before + 1)
    tf.dispose([pixels, answer])
  })
})

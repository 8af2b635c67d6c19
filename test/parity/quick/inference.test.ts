import { afterEach, describe, expect, it } from 'vitest'
import { buildModel } from '../../../src/engine/models/registry'
import { layersPredictor } from '../../../src/engine/predictor'
import type { Predictor } from '../../../src/engine/predictor'
import { tf } from '../../../src/engine/tensorflow'
import { modelFacts } from '../../../src/shared/models'
import { fillWithGeneratedWeights, generatedPhoto } from '../generator'

const side = 96

let predictor: Predictor | undefined

afterEach(() => predictor?.dispose())

// InceptionV3's batch normalisation has no scale, NASNet's another momentum, MobileNet's is Keras' own.
describe.each(['MobileNet', 'NASNetMobile', 'InceptionV3'])('%s', (id) => {
  it('normalises by its moving averages, whatever else is in the batch, and leaves them as they are', () => {
    const model = buildModel(id, { input: [side, side], includeTop: false })
    fillWithGeneratedWeights(model)
    // Even where every layer may be trained, predicting is no training.
    model.trainable = true
    predictor = layersPredictor(model, modelFacts(id).preprocessing)
    const averages = model.layers
      .filter((layer) => layer.getClassName() === 'BatchNormalization')
      .flatMap((layer) => layer.getWeights().slice(-2))
    const before = averages.map((tensor) => tensor.dataSync())

    const photo = generatedPhoto(side)
    const batch = tf.concat([photo, tf.onesLike(photo), tf.zerosLike(photo)]) as tf.Tensor4D
    const alone = predictor.predict(photo).dataSync() as Float32Array
    const together = predictor.predict(batch).slice([0], [1]).dataSync() as Float32Array
    const largest = alone.reduce((most, number) => Math.max(most, Math.abs(number)), 0)
    expect(largest).toBeGreaterThan(0)
    for (const [index, number] of alone.entries()) {
      expect(Math.abs((together[index] ?? NaN) - number)).toBeLessThanOrEqual(1e-5 * largest)
    }
    expect(averages.map((tensor) => tensor.dataSync())).toEqual(before)
  })
})

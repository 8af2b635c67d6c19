import { describe, expect, it } from 'vitest'
import { tf } from '../tensorflow'
import { buildModel } from './registry'

function featureMap(height: number, width: number): (number | null)[] | undefined {
  const model = buildModel('EfficientNet-Lite0', {
    input: [height, width],
    includeTop: false,
    pooling: 'none',
  })
  try {
    return model.outputs[0]?.shape.slice()
  } finally {
    model.dispose()
  }
}

describe('EfficientNet-Lite0', () => {
  it.each([
    { height: 224, width: 224, map: [7, 7] },
    { height: 150, width: 150, map: [5, 5] },
    { height: 32, width: 32, map: [1, 1] },
    { height: 160, width: 96, map: [5, 3] },
  ])('sees photos of $height × $width as a map of $map', ({ height, width, map }) => {
    expect(featureMap(height, width)).toEqual([null, ...map, 1280])
  })

  it('trains all but the moving averages of its batch normalisations', () => {
    const model = buildModel('EfficientNet-Lite0')
    const trained = model.trainableWeights.reduce(
      (sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]),
      0,
    )
    model.dispose()
    expect(trained).toBe(4_652_008)
  })

  it('names its layers as Keras names those of EfficientNet', () => {
    const model = buildModel('EfficientNet-Lite0')
    const names = model.layers.map(({ name }) => name).slice(1)
    model.dispose()
    expect(names.slice(0, 8)).toEqual([
      ...['stem_conv', 'stem_bn', 'stem_activation'],
      ...['block1a_dwconv', 'block1a_bn', 'block1a_activation', 'block1a_project_conv', 'block1a_project_bn'],
    ])
    expect(names).toContain('block6d_add')
    expect(names.slice(-6)).toEqual([
      'top_conv',
      'top_bn',
      'top_activation',
      'avg_pool',
      'top_dropout',
      'predictions',
    ])
  })
})

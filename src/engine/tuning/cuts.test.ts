import { describe, expect, it } from 'vitest'
import { models } from '../../shared/models'
import { summarize } from '../summary'
import { cutBefore, cutsOf } from './cuts'

/** How many blocks of each network can learn, and in front of which layer the last one begins. */
const expected: Record<string, [blocks: number, last: string]> = {
  'EfficientNet-Lite0': [15, 'block6d_add'],
  Xception: [13, 'add_11'],
  VGG16: [4, 'block4_pool'],
  VGG19: [4, 'block4_pool'],
  ResNet50: [15, 'conv5_block2_out'],
  ResNet101: [32, 'conv5_block2_out'],
  ResNet152: [49, 'conv5_block2_out'],
  ResNet50V2: [15, 'conv5_block2_out'],
  ResNet101V2: [32, 'conv5_block2_out'],
  ResNet152V2: [49, 'conv5_block2_out'],
  InceptionV3: [10, 'mixed9'],
  InceptionResNetV2: [42, 'block8_9_ac'],
  MobileNet: [12, 'conv_pw_12_relu'],
  MobileNetV2: [16, 'block_15_add'],
  DenseNet121: [57, 'conv5_block15_concat'],
  DenseNet169: [81, 'conv5_block31_concat'],
  DenseNet201: [97, 'conv5_block31_concat'],
}

const small = models.filter(({ id }) => !id.startsWith('NASNet'))

describe('the blocks of networks', () => {
  it.each(small)('of $id end where one tensor carries everything', ({ id }) => {
    const { layers } = summarize({ id, top: false, input: null })
    const cuts = cutsOf(layers)
    expect([cuts.length, cuts[0]]).toEqual(expected[id])
    expect(new Set(cuts).size).toBe(cuts.length)
    expect(() => cutBefore(id, layers, cuts.length + 1)).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringContaining(`up to ${cuts.length} `),
      }),
    )
  })

  it.each(['NASNetMobile', 'NASNetLarge'])('of %s hang together by more than that', (id) => {
    const { layers } = summarize({ id, top: false, input: null })
    expect(() => cutBefore(id, layers, 1)).toThrow(expect.objectContaining({ code: 'unsupported' }))
  })
})

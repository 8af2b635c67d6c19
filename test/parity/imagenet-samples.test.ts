import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../src/engine/fixtures/temporary-folder'
import { writePngCopies, wnidOf } from './keras/png-copies'
import { bestAnswers } from './keras/pretrained-answers'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { kerasBest, kerasMissing } from './keras/ask'
import { install } from './keras/installed'

const missing = sharedMissing || kerasMissing

/** How far a probability may lie from Keras'. */
const tolerated = 1e-4

describe.skipIf(missing)(
  'MobileNetV2 on 100 photos of ImageNet',
  { meta: { skipReason: missing || '' } },
  () => {
    it('answers photo by photo as Keras does', async () => {
      const folder = temporaryFolder()
      const weights = sharedFolder('models', 'mobilenet_v2_imagenet.h5')
      const photos = await writePngCopies(sharedFolder('data', 'imagenet-samples'), join(folder, 'photos'))
      const keras = await kerasBest(weights, photos)
      await install('MobileNetV2', weights, folder)
      vi.stubEnv('HEADSTART_CACHE', join(folder, 'cache'))
      const asKeras = ['--model', 'MobileNetV2', '--fit', 'squash', '--interpolation', 'nearest']
      const answers = await bestAnswers(folder, photos, ...asKeras).finally(() => vi.unstubAllEnvs())

      const ours = photos.map((path) => answers.get(path))
      expect(ours.map((best) => best?.index)).toEqual(keras.map(({ index }) => index))
      const differences = ours.map((best, index) =>
        Math.abs((best?.score ?? NaN) - (keras[index]?.score ?? NaN)),
      )
      const right = photos.filter((path) => answers.get(path)?.wnid === wnidOf(path)).length
      console.log(
        `${right} of 100 right, as Keras; largest difference ${Math.max(...differences).toExponential(1)}`,
      )
      expect(Math.max(...differences)).toBeLessThanOrEqual(tolerated)
      expect(right).toBe(83)
    })
  },
)

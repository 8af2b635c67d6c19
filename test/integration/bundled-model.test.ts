import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledModelFolder, loadBundledWeights } from '../../src/engine/models/bundled'
import { decodeTop, readImageNetClasses } from '../../src/engine/models/decode'
import type { OutputClass } from '../../src/engine/models/decode'
import { buildModel } from '../../src/engine/models/registry'
import { layersPredictor } from '../../src/engine/predictor'
import type { Predictor } from '../../src/engine/predictor'
import { tf } from '../../src/engine/tensorflow'
import { readPixels } from '../../src/pixels/read'
import { modelFacts } from '../../src/shared/models'
import type { Fit, Interpolation } from '../../src/shared/pixels'
import { sharedFolder, sharedMissing } from '../shared-folder'

const resources = join(import.meta.dirname, '../../resources')
const photosFolder = sharedFolder('data', 'imagenet-samples')

describe.skipIf(sharedMissing)('EfficientNet-Lite0 on 100 photos of ImageNet', () => {
  let predictor: Predictor
  let classes: OutputClass[]

  beforeAll(async () => {
    const { id, preprocessing } = modelFacts('EfficientNet-Lite0')
    const model = buildModel(id)
    await loadBundledWeights(model, bundledModelFolder(resources, id))
    predictor = layersPredictor(model, preprocessing)
    classes = await readImageNetClasses(resources)
  })

  afterAll(() => predictor.dispose())

  it.each([
    { fit: 'crop', interpolation: 'bicubic', atLeast: 85 },
    { fit: 'squash', interpolation: 'bilinear', atLeast: 82 },
  ] as const)(
    'names at least $atLeast of them ($fit, $interpolation)',
    async ({ fit, interpolation, atLeast }) => {
      const names = await readdir(photosFolder)
      expect(names).toHaveLength(100)
      const right: string[] = []
      for (const name of names) {
        if ((await classify(join(photosFolder, name), fit, interpolation)) === wnidOf(name)) right.push(name)
      }
      expect(right.length).toBeGreaterThanOrEqual(atLeast)
    },
    60_000,
  )

  /** The WordNet id of the class that scores highest. */
  async function classify(path: string, fit: Fit, interpolation: Interpolation): Promise<string | undefined> {
    const [height, width] = predictor.inputShape
    const pixels = await readPixels(path, { height, width, fit, interpolation })
    const scores = tf.tidy(() => {
      const photo = tf.tensor4d(pixels, [1, height, width, 3], 'int32')
      return predictor.predict(photo).as1D()
    })
    const [best] = decodeTop(scores.dataSync(), classes, 1)
    scores.dispose()
    return best?.wnid
  }
})

/** The class in a file's name: `n01443537_goldfish.JPEG`. */
function wnidOf(name: string): string | undefined {
  return name.split('_')[0]
}

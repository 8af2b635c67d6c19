import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../src/engine/fixtures/temporary-folder'
import { modelFacts } from '../../src/shared/models'
import { kerasFiles, kerasMissing, otherLayouts, published } from './keras/ask'
import { install } from './keras/installed'
import { tolerance } from './outputs'
import { gibibytes, memoryLimit, ownPeak } from './peak'
import { kerasIds } from './reference'

const options = { meta: { skipReason: kerasMissing || '' } }

/** Numbers differ by so much at most, as a part of the largest of Keras'. */
function largestDifference(ours: Float32Array, keras: readonly number[]): number {
  expect(ours).toHaveLength(keras.length)
  const largest = Math.max(...keras.map(Math.abs))
  return Math.max(...keras.map((number, index) => Math.abs(number - (ours[index] ?? Infinity)))) / largest
}

function best(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce(
    (best, number, index) => (number > (numbers[best] ?? -Infinity) ? index : best),
    0,
  )
}

describe.skipIf(kerasMissing)('weights freshly written by Keras', options, () => {
  const rows: string[][] = [
    [
      'network',
      'file',
      'scores differ',
      'features differ',
      'tolerated',
      'Keras took',
      'import',
      'we took so far',
    ],
  ]
  afterAll(() => {
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
    const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    console.log(lines.join('\n'))
  })

  it.each(kerasIds)('make %s answer as it does there', async (id) => {
    const folder = temporaryFolder()
    const file = join(folder, published)
    const keras = await kerasFiles(id, folder)
    const { manifest, ms, answer } = await install(id, file, folder)
    expect(manifest).toMatchObject({ id, hasTop: true, source: { published: false } })

    const scores = await answer({ activation: 'linear' })
    const features = await answer({ includeTop: false, pooling: 'avg', input: [150, 150] })
    const differences = [largestDifference(scores, keras.scores), largestDifference(features, keras.features)]
    const memory = [gibibytes(keras.peak), `${(ms / 1000).toFixed(1)} s`, gibibytes(ownPeak())]
    rows.push([
      id,
      `${(statSync(file).size / 1e6).toFixed(0)} MB`,
      ...[...differences, tolerance(id)].map((difference) => difference.toExponential(1)),
      ...memory,
    ])
    expect(features).toHaveLength(modelFacts(id).featureSize)
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance(id))
    expect(best(scores)).toBe(best(keras.scores))
    expect(ownPeak()).toBeLessThan(memoryLimit)
  })
})

describe.skipIf(kerasMissing)('weights in every layout that Keras writes', options, () => {
  // Between them: depthwise and separable convolutions, and layers that have numbers for names.
  it.each(['MobileNetV2', 'NASNetMobile', 'DenseNet121', 'InceptionV3'] as const)(
    'are the same for %s',
    async (id) => {
      const folder = temporaryFolder()
      await kerasFiles(id, folder, otherLayouts)
      const expected = (await install(id, join(folder, published), folder)).manifest
      for (const layout of otherLayouts) {
        const { manifest } = await install(id, join(folder, layout), folder)
        const hasTop = layout !== 'without-top.h5'
        expect({ layout, hasTop: manifest.hasTop }).toEqual({ layout, hasTop })
        expect(manifest.layers).toEqual(expected.layers.slice(0, manifest.layers.length))
        expect(manifest.sha256 === expected.sha256).toBe(hasTop)
        expect(expected.layers.length - manifest.layers.length).toBe(hasTop ? 0 : 1)
      }
    },
  )
})

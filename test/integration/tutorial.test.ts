import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { importResultSchema, photoListSchema, splitResultSchema } from '../../src/shared/contract/photos'
import { classifiedSchema } from '../../src/shared/contract/predictions'
import { evaluationSchema } from '../../src/shared/contract/evaluation'
import { trainResultSchema } from '../../src/shared/contract/training'
import type { TrainResult } from '../../src/shared/contract/training'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { headstart, headstartJson } from './fixtures/command-line'
import { writePhotoArrays } from './fixtures/photo-arrays'
import type { PhotoArrays } from './fixtures/photo-arrays'

const classified = z.object({
  input: z.tuple([z.int(), z.int(), z.literal(3)]),
  results: z.array(classifiedSchema),
})

describe.skipIf(sharedMissing)('the tutorial: arrays of cats and dogs, MobileNetV2, a head', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-tutorial-'))
  const project = join(folder, 'pets')
  const runs: TrainResult[] = []
  let arrays: PhotoArrays

  beforeAll(async () => {
    // Weights belong to the user, and not to a test.
    vi.stubEnv('HEADSTART_CACHE', join(folder, 'cache'))
    arrays = await writePhotoArrays(folder, sharedFolder('data', 'cats-dogs'), { side: 192, seed: 1 })
    await headstartJson(z.object({ project: z.literal(project) }), folder, 'init', 'pets')
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  it('makes a photo of each row, once', async () => {
    const line = ['import', '--npy', arrays.photos, arrays.labels, '--classes', 'cat,dog']
    const imported = await headstartJson(importResultSchema, project, ...line)
    expect(imported).toMatchObject({ added: 1000, skipped: [], classes: { cat: 500, dog: 500 } })
    const again = await headstartJson(importResultSchema, project, ...line)
    expect(again).toMatchObject({ added: 0, unchanged: 1000, duplicates: 0, skipped: [] })
    const { images } = await headstartJson(photoListSchema, project, 'images', '--limit', '1000')
    expect(images.map(({ label }) => label)).toEqual(arrays.sources.map((path) => basename(dirname(path))))
    expect(images.at(-1)).toMatchObject({ id: 1000, width: 192, height: 192 })
  })

  it('divides them in order', async () => {
    const split = await headstartJson(splitResultSchema, project, 'split', '--in-order')
    expect(split).toMatchObject({ train: 800, val: 200, test: 0 })
  })

  it('says what to do where the weights are missing', async () => {
    const { status, stderr } = await headstart(project, 'train', '--recipe', 'tutorial')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /models download MobileNetV2.*models import MobileNetV2.*--model EfficientNet-Lite0/,
    )
  })

  it('is right on at least 96 % of the photos that the training has not seen', async () => {
    const weights = sharedFolder('models', 'mobilenet_v2_imagenet.h5')
    await headstartJson(
      z.object({ weights: z.literal('installed') }),
      project,
      'models',
      'import',
      'MobileNetV2',
      weights,
    )
    for (const seed of ['1', '2', '3']) {
      runs.push(
        await headstartJson(trainResultSchema, project, 'train', '--recipe', 'tutorial', '--seed', seed),
      )
    }
    const last = runs.map(({ epochs }) => epochs.at(-1)?.valAccuracy ?? 0)
    expect(runs.map(({ epochs }) => epochs.length)).toEqual([4, 4, 4])
    console.log(`right on the photos kept back: ${last.join(', ')}`)
    expect(last.reduce((sum, accuracy) => sum + accuracy, 0) / last.length).toBeGreaterThanOrEqual(0.96)
  })

  it('evaluates as the best epoch was measured', async () => {
    const evaluation = await headstartJson(evaluationSchema, project, 'evaluate', '--run', '1')
    expect(evaluation.accuracy).toBeCloseTo(runs[0]?.best.valAccuracy ?? 0, 6)
  })

  it('classifies the photos themselves as the rows that were made of them', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => 800 + index * 10)
    const { images } = await headstartJson(photoListSchema, project, 'images', '--limit', '1000')
    const scoresOf = async (paths: string[]): Promise<Map<string, number>[]> => {
      const answer = await headstartJson(classified, project, 'classify', ...paths, '--run', '1')
      expect(answer.input).toEqual([192, 192, 3])
      return answer.results.map(
        ({ predictions }) => new Map(predictions.map(({ label, score }) => [label, score])),
      )
    }
    const fromFiles = await scoresOf(rows.map((row) => arrays.sources[row] ?? ''))
    const fromRows = await scoresOf(rows.map((row) => images[row]?.path ?? ''))
    for (const [index, scores] of fromFiles.entries()) {
      expect(scores.get('dog')).toBeCloseTo(fromRows[index]?.get('dog') ?? NaN, 4)
    }
  })
})

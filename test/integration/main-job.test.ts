import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importResultSchema, photoListSchema, splitResultSchema } from '../../src/shared/contract/photos'
import { classifiedSchema, exportResultSchema } from '../../src/shared/contract/predictions'
import { evaluationSchema } from '../../src/shared/contract/evaluation'
import { runSchema, trainResultSchema } from '../../src/shared/contract/training'
import type { TrainResult } from '../../src/shared/contract/training'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { headstart, headstartJson } from './fixtures/command-line'

const photos = sharedFolder('data', 'cats-dogs')
const seeds = [1, 2, 3]

describe.skipIf(sharedMissing)('the main job on 1,000 photos of cats and dogs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-main-job-'))
  const project = join(folder, 'pets')
  const runs: TrainResult[] = []
  let featuresAfterFirst: string[]

  beforeAll(async () => {
    await headstartJson(z.object({ project: z.literal(project) }), folder, 'init', 'pets')
    const imported = await headstartJson(importResultSchema, project, 'import', photos)
    expect(imported).toMatchObject({ added: 1000, skipped: [], classes: { cat: 500, dog: 500 } })
    for (const seed of seeds) {
      const split = await headstartJson(splitResultSchema, project, 'split', '--seed', String(seed))
      expect(split).toEqual({ train: 800, val: 200, test: 0, seed })
      runs.push(await headstartJson(trainResultSchema, project, 'train', '--seed', String(seed)))
      featuresAfterFirst ??= featureFiles()
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is right on 98 % of the photos that the training has not seen', () => {
    const last = runs.map(({ epochs }) => epochs.at(-1)?.valAccuracy ?? 0)
    expect(last.reduce((sum, accuracy) => sum + accuracy, 0) / last.length).toBeGreaterThanOrEqual(0.98)
  })

  it('computes the features of each photo once, whatever the split', () => {
    expect(featuresAfterFirst.length).toBeGreaterThan(0)
    expect(featureFiles()).toEqual(featuresAfterFirst)
  })

  it('gives the same head, bit for bit, for the same seed and threads', async () => {
    const again = ['train', '--seed', '5', '--epochs', '3', '--threads', '2']
    const first = await headstartJson(trainResultSchema, project, ...again)
    const second = await headstartJson(trainResultSchema, project, ...again)
    const other = await headstartJson(trainResultSchema, project, 'train', '--seed', '6', '--epochs', '3')
    expect(weightsHash(second.run)).toBe(weightsHash(first.run))
    expect(weightsHash(other.run)).not.toBe(weightsHash(first.run))
    const withoutSeconds = ({ epochs }: TrainResult) => epochs.map((epoch) => ({ ...epoch, seconds: 0 }))
    expect(withoutSeconds(second)).toEqual(withoutSeconds(first))
  })

  it('lists what was trained', async () => {
    const listed = await headstartJson(z.array(runSchema), project, 'runs')
    expect(listed.map(({ status }) => status)).toEqual(listed.map(() => 'done'))
    expect(listed.map(({ run }) => run)).toEqual(expect.arrayContaining(runs.map(({ run }) => run)))
  })

  it('evaluates with the confusion matrix of the photos that were kept back', async () => {
    const run = runs[2]
    const evaluation = await headstartJson(evaluationSchema, project, 'evaluate', '--run', String(run?.run))
    expect(evaluation.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(200)
    expect(evaluation.accuracy).toBeCloseTo(run?.best.valAccuracy ?? 0, 6)
    expect(evaluation.interval[0]).toBeLessThan(evaluation.accuracy)
    expect(evaluation.classes.map(({ label, support }) => [label, support])).toEqual([
      ['cat', 100],
      ['dog', 100],
    ])
  })

  it('classifies a photo with the run', async () => {
    const { images } = await headstartJson(
      photoListSchema,
      project,
      'images',
      '--split',
      'val',
      '--limit',
      '200',
    )
    const chosen = images.filter((_, index) => index % 10 === 0)
    const paths = chosen.map(({ path }) => join(photos, path.slice(path.search(/(cat|dog)\//))))
    const { results } = await headstartJson(classification, project, 'classify', ...paths, '--run', '1')
    expect(results.map(({ path }) => path)).toEqual(paths)
    const right = results.filter(({ answer }, index) => answer === chosen[index]?.label)
    expect(right.length).toBeGreaterThanOrEqual(chosen.length - 2)
  })

  it('exports a network that gives the same scores when it is read back', async () => {
    const out = join(folder, 'exported')
    const result = await headstartJson(exportResultSchema, project, 'export', '--run', '1', '--out', out)
    expect(result.checked['tfjs']).toBeLessThan(1e-4)
    expect(result.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['model.json', 'labels.txt', 'metadata.json']),
    )
    expect(readFileSync(join(out, 'labels.txt'), 'utf8')).toBe('cat\ndog\n')
    const again = await headstart(project, 'export', '--run', '1', '--out', out)
    expect(again).toMatchObject({ status: 1, stdout: '' })
    expect(again.stderr).toContain(out)
  })

  /** Every segment of features with the moment it was written. */
  function featureFiles(): string[] {
    const folder = join(project, 'features')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.features'))
      .sort()
      .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
  }

  /** SHA-256 of the trained weights. */
  function weightsHash(run: number): string {
    const head = join(project, 'runs', String(run), 'head')
    expect(existsSync(head)).toBe(true)
    const hash = createHash('sha256')
    for (const name of readdirSync(head).sort()) hash.update(readFileSync(join(head, name)))
    return hash.digest('hex')
  }
})

const classification = z.object({
  model: z.string(),
  input: z.tuple([z.int(), z.int(), z.literal(3)]),
  results: z.array(classifiedSchema),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
})

describe.skipIf(sharedMissing)('classify with the model that ships', () => {
  it('names at least 85 of 100 photos of ImageNet', async () => {
    const folder = sharedFolder('data', 'imagenet-samples')
    const { results, skipped } = await headstartJson(
      classification,
      tmpdir(),
      'classify',
      folder,
      '--top',
      '1',
    )
    expect(skipped).toEqual([])
    const right = results.filter(({ path, predictions }) =>
      path.split('/').at(-1)?.startsWith(`${predictions[0]?.wnid}_`),
    )
    expect(results).toHaveLength(100)
    expect(right.length).toBeGreaterThanOrEqual(85)
  })
})

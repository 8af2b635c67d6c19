import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readRecord, updateRecord } from '../../scripts/setup/record.mjs'
import { Engine } from '../../src/core/engine/engine'
import type { Device } from '../../src/core/engine/environment'
import { readNativeParts } from '../../src/core/engine/native-parts'
import { sharedFolder, sharedMissing } from '../shared-folder'

const root = join(import.meta.dirname, '..', '..')
const resources = join(root, 'resources')

/** How far a probability may lie from the CPU's. */
const tolerance = 1e-3
const photoCount = 32

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-gpu-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('the bundled network gives on the GPU what it gives on the CPU', async ({ skip }) => {
  if (readNativeParts(resources).tensorflow.variant !== 'gpu') {
    return skip('TensorFlow for the CPU is set up: `npm run setup -- --gpu` brings the one for NVIDIA GPUs')
  }
  const paths = await photos()
  const gpu = await answers('gpu', paths)
  if (gpu.device !== 'gpu') return skip(`no GPU is to be used here: ${gpu.note ?? 'TensorFlow finds none'}`)
  const cpu = await answers('cpu', paths)
  expect(cpu.device).toBe('cpu')
  expect(gpu.scores).toHaveLength(paths.length)
  expect(largestDifference(cpu.scores, gpu.scores)).toBeLessThanOrEqual(tolerance)

  const { tensorflow } = readRecord()
  if (tensorflow) updateRecord({ tensorflow: { ...tensorflow, verified: true } })
})

/** Real photos where they are, noise elsewhere: the arithmetic is the same. */
async function photos(): Promise<string[]> {
  if (!sharedMissing) {
    const samples = sharedFolder('data', 'imagenet-samples')
    return readdirSync(samples)
      .slice(0, photoCount)
      .map((name) => join(samples, name))
  }
  const paths = Array.from({ length: photoCount }, (_, index) => join(folder, `${index}.png`))
  for (const [index, path] of paths.entries()) {
    const noise = { type: 'gaussian', mean: index * 8, sigma: 30 } as const
    await sharp({ create: { width: 320, height: 240, channels: 3, background: 'black', noise } }).toFile(path)
  }
  return paths
}

interface Answers {
  readonly device: 'cpu' | 'gpu'
  readonly note: string | null
  /** For each photo the probability of every class, by the class's index. */
  readonly scores: number[][]
}

/** Every class's probability for every photo, from an engine of its own on the device. */
async function answers(device: Device, paths: string[]): Promise<Answers> {
  const log = join(folder, `${device}.log`)
  const engine = new Engine({ entry: join(root, 'out', 'main', 'engine.js'), resources, log, device })
  try {
    const client = await engine.client()
    const scores: number[][] = []
    const network = { kind: 'pretrained', id: 'EfficientNet-Lite0' } as const
    for await (const event of client.classify({ network, paths, top: 1000 })) {
      if (event.type !== 'classified') continue
      const byIndex = event.result.predictions.toSorted((one, other) => one.index - other.index)
      scores.push(byIndex.map(({ score }) => score))
    }
    const info = await client.info({})
    return { device: info.device, note: info.note, scores }
  } finally {
    await engine.close()
  }
}

function largestDifference(one: number[][], other: number[][]): number {
  const differences = one.flatMap((row, photo) =>
    row.map((score, index) => Math.abs(score - (other[photo]?.[index] ?? NaN))),
  )
  return differences.reduce((largest, difference) => Math.max(largest, difference), 0)
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readLayersModel, writeLayersModel } from '../layers-model'
import { tf } from '../tensorflow'
import { CustomScaleLayer } from './customScaleLayer'
import { GlobalAveragePooling2D } from './globalAveragePooling'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headstart-layers-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** What a model gives for maps that hold 1, 2, 3 and so on, before and after it was written and read. */
async function answers(model: tf.LayersModel): Promise<{ shape: number[]; numbers: number[] }[]> {
  const { sha256 } = await writeLayersModel(model, folder)
  const read = await readLayersModel(folder, sha256)
  const before = tf.memory().numTensors
  const found = [model, read].map((each) => {
    const [, height = 0, width = 0, channels = 0] = each.inputs[0]?.shape ?? []
    const shape: [number, number, number, number] = [1, height ?? 0, width ?? 0, channels ?? 0]
    const map = tf.tidy(() => tf.range(1, 1 + tf.util.sizeFromShape(shape)).reshape(shape))
    const answer = each.apply(map) as tf.Tensor
    const result = { shape: answer.shape, numbers: [...answer.dataSync()] }
    tf.dispose([map, answer])
    return result
  })
  expect(tf.memory().numTensors).toBe(before)
  model.dispose()
  read.dispose()
  return found
}

describe('CustomScaleLayer', () => {
  it('adds a scaled residual, also after it was saved', async () => {
    const map = tf.input({ shape: [1, 2, 1] })
    const residual = tf.layers.reLU({}).apply(map) as tf.SymbolicTensor
    const sum = new CustomScaleLayer({ name: 'scaled', scale: 0.5 }).apply([map, residual])
    const [own, read] = await answers(tf.model({ inputs: map, outputs: sum as tf.SymbolicTensor }))
    expect(own).toEqual({ shape: [1, 1, 2, 1], numbers: [1.5, 3] })
    expect(read).toEqual(own)
  })
})

describe('GlobalAveragePooling2D', () => {
  it.each([
    { keepdims: true, shape: [1, 1, 1, 2] },
    { keepdims: false, shape: [1, 2] },
  ])('averages each channel, also after it was saved (keepdims: $keepdims)', async ({ keepdims, shape }) => {
    const map = tf.input({ shape: [1, 2, 2] })
    const average = new GlobalAveragePooling2D({ name: 'average', keepdims }).apply(map)
    const model = tf.model({ inputs: map, outputs: average as tf.SymbolicTensor })
    expect(model.outputs[0]?.shape.slice(1)).toEqual(shape.slice(1))
    const [own, read] = await answers(model)
    expect(own).toEqual({ shape, numbers: [2, 3] })
    expect(read).toEqual(own)
  })

  it('is read where an ordinary one was saved', async () => {
    const map = tf.input({ shape: [1, 2, 2] })
    const average = tf.layers.globalAveragePooling2d({}).apply(map) as tf.SymbolicTensor
    const [own, read] = await answers(tf.model({ inputs: map, outputs: average }))
    expect(read).toEqual(own)
  })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { engineEnvironment } from './environment'

let root: string
let resources: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headstart-environment-'))
  resources = join(root, 'resources')
  mkdirSync(join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true }))

function recordVariant(variant: 'cpu' | 'gpu'): void {
  const record = {
    tensorflow: { variant, version: '2.21.0', libraries: ['/nvidia/cudnn', '/nvidia/cublas'] },
  }
  writeFileSync(join(root, 'node_modules', '.headstart.json'), JSON.stringify(record))
}

it('keeps what it inherits and tells TensorFlow the threads', () => {
  const environment = engineEnvironment({ resources, device: 'auto', threads: 3 }, { HOME: '/home/ada' })
  expect(environment).toMatchObject({
    HOME: '/home/ada',
    TF_NUM_INTRAOP_THREADS: '3',
    TF_NUM_INTEROP_THREADS: '1',
    TF_OVERRIDE_GLOBAL_THREADPOOL: '1',
    TF_ENABLE_ONEDNN_OPTS: '1',
    HEADSTART_RESOURCES: resources,
    HEADSTART_DEVICE: 'auto',
  })
  expect(environment).not.toHaveProperty('CUDA_VISIBLE_DEVICES')
})

it('hides the GPUs when the CPU was asked for', () => {
  recordVariant('gpu')
  const environment = engineEnvironment({ resources, device: 'cpu' }, {})
  expect(environment['CUDA_VISIBLE_DEVICES']).toBe('-1')
  expect(environment).not.toHaveProperty('LD_LIBRARY_PATH')
  expect(environment).not.toHaveProperty('TF_NUM_INTRAOP_THREADS')
})

it('puts the NVIDIA folders of the GPU variant before those that are there already', () => {
  recordVariant('gpu')
  const environment = engineEnvironment({ resources, device: 'auto' }, { LD_LIBRARY_PATH: '/opt/lib' })
  expect(environment['LD_LIBRARY_PATH']).toBe('/nvidia/cudnn:/nvidia/cublas:/opt/lib')
})

it('leaves the search path alone for the CPU variant', () => {
  recordVariant('cpu')
  expect(engineEnvironment({ resources, device: 'auto' }, {})).not.toHaveProperty('LD_LIBRARY_PATH')
})

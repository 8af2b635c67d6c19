import { describe, expect, it } from 'vitest'
import { engineInfoSchema } from '../shared/contract/engine'
import { deviceNote, engineInfo } from './info'

describe('engineInfo', () => {
  it('is what the contract says, with the threads that were asked for', () => {
    const info = engineInfoSchema.parse(engineInfo({ TF_NUM_INTRAOP_THREADS: '3' }))
    expect(info.threads).toBe(3)
    expect(info.tensorflow).toMatch(/^2\.\d+/)
  })

  it('says why there is no GPU only where one was asked for', () => {
    expect(deviceNote('gpu', 'cpu')).toContain('the CPU is used')
    expect(deviceNote('gpu', 'gpu')).toBeNull()
    expect(deviceNote('auto', 'cpu')).toBeNull()
  })
})

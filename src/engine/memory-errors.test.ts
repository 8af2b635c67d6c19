import { describe, expect, it } from 'vitest'
import { collect } from './fixtures/collect'
import { withMemoryErrors } from './memory-errors'

async function* failing(error: Error): AsyncGenerator<number> {
  yield 1
  throw error
}

describe('withMemoryErrors', () => {
  it('says what helps when the memory ran out', async () => {
    const error = new Error('OOM when allocating tensor with shape[16,224,224,32]')
    const events = withMemoryErrors(failing(error))
    expect(await events.next()).toEqual({ done: false, value: 1 })
    await expect(events.next()).rejects.toMatchObject({ code: 'no-space', cause: error })
  })

  it('leaves every other error as it is', async () => {
    const error = new Error('Incompatible shapes')
    await expect(collect(withMemoryErrors(failing(error)))).rejects.toBe(error)
  })
})

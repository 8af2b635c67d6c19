import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { tolerateDepartedReader } from './departed-reader'

function failing(code: string): () => void {
  const stream = new PassThrough()
  tolerateDepartedReader(stream)
  return () => stream.emit('error', Object.assign(new Error(code), { code }))
}

it('goes on when the reader or the terminal is gone', () => {
  expect(failing('EPIPE')).not.toThrow()
  expect(failing('EIO')).not.toThrow()
})

it('does not hide that the disk is full', () => {
  expect(failing('ENOSPC')).toThrow('ENOSPC')
})

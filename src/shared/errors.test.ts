import { expect, it } from 'vitest'
import { z } from 'zod'
import { AppError, cancelled, describeIssues, errorSchema, toAppError } from './errors'

it('keeps an AppError as it is', () => {
  const error = new AppError('busy', 'Another one is running.')
  expect(toAppError(error)).toBe(error)
})

it.each([
  [{ code: 'ENOSPC', path: '/photos' }, 'no-space'],
  [{ code: 'EACCES' }, 'denied'],
  [{ code: 'ENOENT' }, 'not-found'],
  [{ code: 'EROFS' }, 'denied'],
  [{ code: 'ENAMETOOLONG', path: '/xxx' }, 'bad-input'],
  [{ code: 'SQLITE_FULL' }, 'no-space'],
  [new DOMException('aborted', 'AbortError'), 'cancelled'],
  [new TypeError('undefined is not a function'), 'internal'],
  ['a string', 'internal'],
  [null, 'internal'],
])('turns %o into %s', (thrown, code) => expect(toAppError(thrown).code).toBe(code))

it('names the path that the operating system named', () => {
  expect(toAppError({ code: 'ENOSPC', path: '/photos' }).message).toContain('/photos')
})

it('names where a copy was to go, when there is no room for it', () => {
  const thrown = { code: 'ENOSPC', path: '/camera/1.jpg', dest: '/photos/1.jpg' }
  expect(toAppError(thrown).message).toMatch(/full \(\/photos\/1\.jpg\)/)
})

it('travels without stack and cause', () => {
  const shape = new AppError('engine', 'It ended.', { signal: 'SIGKILL' }, new Error('secret')).toJSON()
  expect(errorSchema.strict().parse(JSON.parse(JSON.stringify(shape)))).toEqual(shape)
  expect(JSON.stringify(shape)).not.toContain('secret')
})

it('has no details where there are none', () => expect(cancelled().toJSON()).not.toHaveProperty('details'))

it('describes what does not fit, with the path to it', () => {
  const { error } = z.object({ photos: z.array(z.string()) }).safeParse({ photos: ['a', 7] })
  expect(error && describeIssues(error)).toMatch(/^photos\.1: .*string/)
})

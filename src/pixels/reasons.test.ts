import { expect, it } from 'vitest'
import { AppError } from '../shared/errors'
import { reasonUnreadable } from './reasons'

it.each([
  [Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }), 'Permission'],
  [
    new Error('heif: Error while loading plugin: Support for this compression format has not been built in'),
    'HEIC',
  ],
  [new Error('vipspng: libpng read error'), 'cut short or damaged'],
  [new Error('Unknown error'), 'cut short or damaged'],
  [new Error('Input image exceeds pixel limit'), '200 million'],
  [new AppError('unreadable', 'Said already.'), 'Said already.'],
])('puts %s in words', (error, words) => {
  expect(reasonUnreadable(error)).toContain(words)
})

it('quotes the first line of what it does not know', () => {
  expect(reasonUnreadable(new Error('something new\nand more'))).toBe(
    'The picture could not be decoded (something new).',
  )
  expect(reasonUnreadable(undefined)).toContain('could not be decoded')
})

import { expect, it } from 'vitest'
import { augmentationSchema } from './contract/training'
import {
  augmentedAddress,
  photoAddress,
  pictureRequest,
  temporaryAddress,
  thumbnailAddress,
} from './picture-address'

const base = '/pictures/'
const photo = { id: 12, version: 'a1b2' }
const asset = '0b5c9f0e-8f0a-4b43-9a53-2f6d0c1f7a55'

it.each([
  [thumbnailAddress(base, photo), { kind: 'thumbnail', photo: 12 }],
  [photoAddress(base, photo), { kind: 'photo', photo: 12 }],
  [temporaryAddress(base, asset), { kind: 'temporary', asset }],
])('%s means %o', (address, request) => {
  expect(pictureRequest(address.slice(base.length))).toEqual(request)
})

it.each([
  '',
  'thumbnail/',
  'thumbnail/0',
  'thumbnail/-1',
  'thumbnail/1/2',
  'photo/..',
  'photo/..%2fx',
  'temporary/../x',
  'temporary/etc',
])('"%s" means no picture', (path) => expect(pictureRequest(path)).toBeUndefined())

const augment = augmentationSchema.parse({ rotate: 12.5, flip: false })
const settings = { augment, fit: 'squash', interpolation: 'nearest' } as const
const changed = augmentedAddress('', photo, settings, { input: 96, version: 3 })

it('names a changed version of a photo, and how it was changed', () => {
  expect(pictureRequest(changed)).toEqual({
    ...{ kind: 'augmented', photo: 12, input: 96, version: 3, fit: 'squash', interpolation: 'nearest' },
    ...{ flip: false, rotate: 12.5, zoom: 0.15, brightness: 0.1, contrast: 0.1 },
  })
})

it.each([
  ['rotate=12.5', 'rotate=181'],
  ['rotate=12.5', 'rotate=NaN'],
  ['rotate=12.5', 'rotate='],
  ['rotate=12.5', 'turn=12.5'],
  ['input=96', 'input=100000'],
  ['input=96', 'input=96.5'],
  ['version=3', 'version=0'],
  ['flip=false', 'flip=maybe'],
  ['fit=squash', 'fit=stretch'],
])('takes no changed version with %s as %s', (right, wrong) => {
  expect(changed).toContain(right)
  expect(pictureRequest(changed.replace(right, wrong))).toBeUndefined()
})

import { expect, it } from 'vitest'
import { photoAddress, pictureRequest, temporaryAddress, thumbnailAddress } from './picture-address'

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

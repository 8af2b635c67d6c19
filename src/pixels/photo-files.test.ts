import { expect, it } from 'vitest'
import {
  isPhotoName,
  photoExtensions,
  unsupportedPhotoExtensions,
  unsupportedPhotoReason,
} from './photo-files'

it('takes files for photos by their extension, upper or lower case', () => {
  for (const name of ['a.jpg', 'A.JPEG', 'folder.d/b.jpe', 'x.y.Png', 'c.tif'])
    expect(isPhotoName(name)).toBe(true)
  for (const name of ['jpg', '.jpg', 'notes.txt', 'a.jpg.part', 'photos.png/list', '']) {
    expect(isPhotoName(name)).toBe(false)
  }
})

it('says why a picture of another format cannot be read', () => {
  expect(unsupportedPhotoReason('IMG_1.HEIC')).toContain('HEIC pictures are not supported')
  expect(unsupportedPhotoReason('scan.bmp')).toContain('BMP')
  expect(unsupportedPhotoReason('notes.txt')).toBeUndefined()
  expect(unsupportedPhotoReason('a.jpg')).toBeUndefined()
})

it('does not name an extension as both', () => {
  expect(photoExtensions.filter((extension) => unsupportedPhotoExtensions.has(extension))).toEqual([])
})

import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodePixels } from '../../pixels/decode'
import { noise } from '../../pixels/fixtures/pictures'
import { augmentationSchema } from '../../shared/contract/training'
import {
  augmentedAddress,
  photoAddress,
  temporaryAddress,
  thumbnailAddress,
} from '../../shared/picture-address'
import { writePhotos } from '../fixtures/importing'
import { onePhoto, received, sourceOf } from '../fixtures/shown-pictures'
import { openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

describe('a photo in full', () => {
  it.each([
    ['1.jpg', 'jpeg'],
    ['1.png', 'png'],
    ['1.webp', 'webp'],
    ['1.gif', 'gif'],
    ['1.avif', 'avif'],
    ['wrong.png', 'jpeg'],
  ] as const)('comes as it lies on the disk: %s', async (name, format) => {
    const { photo, bytes } = await onePhoto(place, await noise(64, 48).toFormat(format).toBuffer(), name)
    const answer = { bytes, contentType: `image/${format}`, cacheable: true }
    expect(await received(place, photoAddress('', photo))).toEqual(answer)
    expect(await received(place, `photo/${photo.id}`)).toEqual({ ...answer, cacheable: false })
  })

  it('comes as a JPEG where it is a TIFF, which no browser shows', async () => {
    const { photo } = await onePhoto(place, await noise(64, 48).tiff().toBuffer(), '1.tif')
    const { bytes, contentType } = await received(place, photoAddress('', photo))
    expect(contentType).toBe('image/jpeg')
    expect(await decodePixels(bytes)).toMatchObject({ width: 64, height: 48 })
  })

  it('is kept by nobody once it has changed on the disk', async () => {
    const { photo, path } = await onePhoto(place)
    const other = await noise(70, 30).jpeg().toBuffer()
    writeFileSync(path, other)
    expect(await received(place, photoAddress('', photo))).toMatchObject({ bytes: other, cacheable: false })
  })

  it('of which a copy is in the project can be kept', async () => {
    writePhotos(sourceOf(place), 'cat/1.png')
    const { job } = await place.client['photos.import']({ sources: [sourceOf(place)], copy: true })
    await place.finish(job)
    const [photo] = (await place.client['photos.list']({})).images
    if (photo) expect(await received(place, photoAddress('', photo))).toMatchObject({ cacheable: true })
  })
})

describe('what cannot be shown', () => {
  it('says why', async () => {
    const { photo, path } = await onePhoto(place)
    rmSync(path)
    for (const address of [thumbnailAddress('', photo), photoAddress('', photo)]) {
      await expect(place.host.pictures.get(address)).rejects.toMatchObject({
        code: 'unreadable',
        message: expect.stringContaining('moved, renamed or deleted') as string,
      })
    }
    writeFileSync(path, '<script>alert(1)</script>')
    await expect(place.host.pictures.get(photoAddress('', photo))).rejects.toMatchObject({
      code: 'unreadable',
    })
    await expect(place.host.pictures.get('photo/999')).rejects.toMatchObject({ code: 'not-found' })
    await expect(place.host.pictures.get(temporaryAddress('', randomUUID()))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('says what the project knows of a photo that could not be read', async () => {
    const whole = await noise(64, 64).jpeg().toBuffer()
    const { photo } = await onePhoto(place, whole.subarray(0, whole.length / 2))
    for (const address of [thumbnailAddress('', photo), photoAddress('', photo)]) {
      await expect(place.host.pictures.get(address)).rejects.toMatchObject({
        code: 'unreadable',
        message: photo.problem,
      })
    }
  })

  it.each([
    '',
    'thumbnail/',
    'thumbnail/../1',
    'photo/%2e%2e/1',
    'photo/0',
    '/etc/passwd',
    'temporary/../photo/1',
  ])('is everything that has no number or id: %j', async (address) => {
    await onePhoto(place)
    await expect(place.host.pictures.get(address)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is every photo where no project is open', async () => {
    const { photo } = await onePhoto(place)
    await place.host.project.close()
    await expect(place.host.pictures.get(photoAddress('', photo))).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

it('shows offered photos, and those that were sent', async () => {
  const path = join(place.folder, 'offered.jpg')
  const bytes = await noise(64, 48).jpeg().toBuffer()
  writeFileSync(path, bytes)
  const { temporaryPhotos } = place.host
  const sent = (async function* () {
    yield await Promise.resolve(bytes)
  })()
  for (const { asset } of [
    await temporaryPhotos.offer(path),
    await temporaryPhotos.offerUpload(sent, 'x.jpg'),
  ]) {
    const answer = { bytes, contentType: 'image/jpeg', cacheable: false }
    expect(await received(place, temporaryAddress('', asset))).toEqual(answer)
  }
})

describe('a changed version of a photo', () => {
  const settings = {
    augment: augmentationSchema.parse({}),
    fit: 'squash',
    interpolation: 'bilinear',
  } as const

  it('comes at the size of the network, the same for the same number', async () => {
    const { photo } = await onePhoto(place)
    const version = (number: number) =>
      received(place, augmentedAddress('', photo, settings, { input: 48, version: number }))
    const [first, again, second] = [await version(1), await version(1), await version(2)]
    expect(first).toMatchObject({ contentType: 'image/png', cacheable: false })
    expect(await decodePixels(first.bytes)).toMatchObject({ width: 48, height: 48 })
    expect(again.bytes).toEqual(first.bytes)
    expect(second.bytes).not.toEqual(first.bytes)
  })
})

import { mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodePixels } from '../../pixels/decode'
import { noise } from '../../pixels/fixtures/pictures'
import { thumbnailAddress } from '../../shared/picture-address'
import { imported, keptThumbnails, onePhoto, received, sourceOf } from '../fixtures/shown-pictures'
import { openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

describe('a thumbnail', () => {
  it('is made once, and kept under the content of its photo', async () => {
    const { photo, path } = await onePhoto(place)
    const address = thumbnailAddress('', photo)
    const first = await received(place, address)
    expect(first).toMatchObject({ contentType: 'image/webp', cacheable: true })
    expect(await decodePixels(first.bytes)).toMatchObject({ width: 320, height: 240 })
    expect(keptThumbnails(place)).toHaveLength(1)
    expect(keptThumbnails(place)[0]).toMatch(
      new RegExp(`/${photo.version.slice(0, 2)}/${photo.version}[\\da-f]{48}\\.webp$`),
    )
    rmSync(path)
    expect((await received(place, address)).bytes).toEqual(first.bytes)
  })

  it.each([
    ['cut short', (file: string) => truncateSync(file, 100)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['something else', (file: string) => writeFileSync(file, 'something else altogether')],
  ])('is made anew where the kept one is %s', async (_, damage) => {
    const { photo } = await onePhoto(place)
    const first = await received(place, thumbnailAddress('', photo))
    damage(keptThumbnails(place)[0] ?? '')
    expect((await received(place, thumbnailAddress('', photo))).bytes).toEqual(first.bytes)
    expect(readFileSync(keptThumbnails(place)[0] ?? '')).toEqual(first.bytes)
  })

  it('shows a photo that changed since its import as it is now, and keeps that under no wrong content', async () => {
    const { photo, path } = await onePhoto(place)
    writeFileSync(path, await noise(100, 300).jpeg().toBuffer())
    utimesSync(path, 1, 1)
    const { bytes, cacheable } = await received(place, thumbnailAddress('', photo))
    expect(await decodePixels(bytes)).toMatchObject({ width: 100, height: 300 })
    expect([cacheable, keptThumbnails(place)]).toEqual([false, []])
    const [again] = (await imported(place)).filter((one) => one.path === path)
    expect(again?.version).not.toBe(photo.version)
    expect(await received(place, thumbnailAddress('', photo))).toMatchObject({ cacheable: false })
    if (again) expect(await received(place, thumbnailAddress('', again))).toMatchObject({ cacheable: true })
  })

  it('is shown also where it cannot be kept', async () => {
    const { photo } = await onePhoto(place)
    const folder = join(place.folder, 'project/thumbnails')
    rmSync(folder, { recursive: true })
    expect((await received(place, thumbnailAddress('', photo))).bytes.length).toBeGreaterThan(100)
    writeFileSync(folder, 'a file where the folder should be')
    expect((await received(place, thumbnailAddress('', photo))).bytes.length).toBeGreaterThan(100)
    rmSync(folder)
  })

  it('is not made for those who are gone before its turn', async () => {
    for (let side = 300; side < 324; side += 1) {
      mkdirSync(sourceOf(place), { recursive: true })
      writeFileSync(join(sourceOf(place), `${side}.jpg`), await noise(side, side).jpeg().toBuffer())
    }
    const addresses = (await imported(place)).map((photo) => thumbnailAddress('', photo))
    const gone = new AbortController()
    const asked = addresses.map((address) => place.host.pictures.get(address, gone.signal))
    const outcomes = Promise.allSettled(asked)
    await Promise.race(asked)
    gone.abort()
    const refused = (await outcomes).filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(12)
    for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: 'cancelled' } })
    await received(place, addresses.at(-1) ?? '')
    expect(keptThumbnails(place).length).toBeLessThan(12)
    const late = place.host.pictures.get(addresses[0] ?? '', gone.signal)
    await expect(late).rejects.toMatchObject({ code: 'cancelled' })
  })
})

import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { writePhoto } from '../../../src/core/fixtures/photos'
import type { Host } from '../../../src/core/host'
import { sendPhoto, sendToImport } from '../../../src/renderer/front/uploads'
import { root } from './fixtures/memory'
import { serve } from './fixtures/served'
import type { Served } from './fixtures/served'
import { standInHost } from './fixtures/stand-in-host'

let folder: string
let host: Host
let served: Served
let photo: Buffer<ArrayBuffer>

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'headstart-uploads-'))
  host = standInHost(folder, root)
  served = await serve(host, folder)
  writePhoto(join(folder, 'photo.png'), [1, 2, 3])
  photo = Buffer.from(readFileSync(join(folder, 'photo.png')))
})
afterAll(async () => {
  await served.server.close()
  await host.close()
  rmSync(folder, { recursive: true })
})

const { fetch } = globalThis
/** Fetches as a page of the server does: addresses are below its own, and the cookie goes along. */
function asPage(changes: Record<string, string> = {}): void {
  const { origin = '', cookie = '' } = served.headers
  vi.stubGlobal('fetch', (address: string, options: RequestInit) => {
    const headers = { ...(options.headers as Record<string, string>), origin, cookie, ...changes }
    return fetch(new URL(address, origin), { ...options, headers })
  })
}
afterEach(() => void vi.unstubAllGlobals())

const fileNamed = (name: string, content: Buffer<ArrayBuffer> = photo): File => new File([content], name)
const incoming = (path: string): { file: File; path: string } => ({
  file: fileNamed(path.split('/').at(-1) ?? ''),
  path,
})

describe('a photo to be classified', () => {
  it('is known under its temporary id, by its own name', async () => {
    asPage()
    const asset = await sendPhoto(fileNamed('Süße Katze 🐈.png'))
    expect(host.temporaryPhotos.shownAs(asset)).toBe('Süße Katze 🐈.png')
  })

  it('that is none is refused in the words of the core', async () => {
    asPage()
    const sending = sendPhoto(fileNamed('notes.txt', Buffer.from('text')))
    await expect(sending).rejects.toMatchObject({ name: 'AppError', message: /notes\.txt/ })
  })

  it('that is too large is not even sent', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('sent')))
    const large = Object.defineProperty(fileNamed('large.png'), 'size', { value: 50_000_001 })
    await expect(sendPhoto(large)).rejects.toMatchObject({ code: 'bad-input', message: /50 MB/ })
  })

  it('is refused as denied where the page is not let in any more', async () => {
    asPage({ cookie: 'headstart=1' })
    await expect(sendPhoto(fileNamed('photo.png'))).rejects.toMatchObject({ code: 'denied' })
  })

  it('fails as disconnected where nobody answers, and as cancelled where it is taken back', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(sendPhoto(fileNamed('photo.png'))).rejects.toMatchObject({ code: 'disconnected' })
    asPage()
    const sending = sendPhoto(fileNamed('photo.png'), AbortSignal.abort())
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('photos to be imported', () => {
  it('arrive in their folders, with what was sent so far told', async () => {
    asPage()
    const paths = Array.from(
      { length: 9 },
      (_, number) => `pets/${number % 2 ? 'cat' : 'süßer hund #1'}/${number}%.png`,
    )
    const told: number[] = []
    const batch = await sendToImport(paths.map(incoming), (sent, total) => told.push(sent / total))
    const received = await host.uploads.folder(batch)
    for (const path of paths) expect(readFileSync(join(received, path))).toEqual(photo)
    expect(told).toHaveLength(10)
    expect(told).toEqual([...told].sort((one, other) => one - other))
    expect([told[0], told.at(-1)]).toEqual([0, 1])
  })

  it('leave out what is no photo by its name, unless nothing is left', async () => {
    asPage()
    const batch = await sendToImport([incoming('pets/notes.txt'), incoming('pets/cat.png')])
    expect(await host.uploads.folder(batch)).toBeTruthy()
    await expect(sendToImport([incoming('pets/notes.txt')])).rejects.toMatchObject({ code: 'unsupported' })
  })

  it('stop where one is refused for another reason, and where they are taken back', async () => {
    asPage()
    await expect(sendToImport([incoming('../cat.png')])).rejects.toMatchObject({ code: 'bad-input' })
    const abort = new AbortController()
    const many = Array.from({ length: 200 }, (_, number) => incoming(`pets/${number}.png`))
    let sent = 0
    const sending = sendToImport(
      many,
      (bytes) => {
        sent = bytes / photo.length
        if (sent >= 8) abort.abort()
      },
      abort.signal,
    )
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' })
    expect(sent).toBeLessThan(20)
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePhoto } from '../core/fixtures/photos'
import { serveHost } from './fixtures/served-host'
import type { Answer, ServedHost } from './fixtures/served-host'

const batch = '11111111-2222-4333-8444-555555555555'

let served: ServedHost
let photo: Buffer
beforeAll(async () => {
  served = await serveHost()
  writePhoto(join(served.folder, 'photo.png'), [200, 100, 50])
  photo = readFileSync(join(served.folder, 'photo.png'))
})
afterAll(() => served.close())

function post(path: string, body: Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  return served.askAsPage({ path, method: 'POST', body, headers })
}

const named = (name: string): Record<string, string> => ({ 'x-headstart-name': encodeURIComponent(name) })

describe('the files of the page', () => {
  it('come with their type', async () => {
    const { status, headers } = await served.askAsPage({ path: '/assets/main.js' })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await served.askAsPage({ path: '/assets/main.js', method: 'HEAD' })).text).toBe('')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%252e%252e/%252e%252e/secret.txt',
    '/pictures/../secret.txt',
    '/pictures/photo/..%2f..%2fsecret.txt',
    '/pictures/temporary/..%2f..%2fsecret.txt',
    '/uploads/..%2fsecret.txt',
    '//',
    '/%',
    '/%00',
  ])('include nothing at %s', async (path) => {
    const { status, text } = await served.askAsPage({ path })
    expect(status).toBe(404)
    expect(text).not.toContain('secret')
  })

  it('are not changed by anybody', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await served.askAsPage({ path: '/', method })).status).toBe(404)
  })

  it('are missed in words where the page was not built', async () => {
    const starting = serveHost({ rendererFolder: join(served.folder, 'nowhere') })
    await expect(starting).rejects.toMatchObject({ code: 'not-found', message: /npm start/ })
  })
})

describe('a photo to be classified', () => {
  it('is taken, and shown under its temporary id', async () => {
    const { status, text } = await post('/pictures/temporary', photo, named('größe/Katze 1.png'))
    expect(status).toBe(200)
    const { asset, name } = JSON.parse(text) as { asset: string; name: string }
    expect(name).toBe('Katze 1.png')
    const shown = await served.askAsPage({ path: `/pictures/temporary/${asset}` })
    expect(shown).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
    })
    expect(Number(shown.headers['content-length'])).toBe(photo.length)
    const head = await served.askAsPage({ path: `/pictures/temporary/${asset}`, method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '' })
  })

  it.each([
    ['that is none', Buffer.from('text'), 'notes.txt'],
    ['that is empty', Buffer.alloc(0), 'photo.png'],
  ])('%s is refused with a code and words', async (_case, body, name) => {
    const { status, text } = await post('/pictures/temporary', body, named(name))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(JSON.parse(text)).toMatchObject({
      error: { code: expect.any(String) as string, message: /photo/i },
    })
  })

  it('with a name in a broken encoding is refused', async () => {
    const { status, text } = await post('/pictures/temporary', photo, { 'x-headstart-name': '%ff' })
    expect({ status, text }).toMatchObject({
      status: 400,
      text: expect.stringContaining('bad-input') as string,
    })
  })

  it.each([
    ['announced', {}],
    ['that only shows while it comes', { 'transfer-encoding': 'chunked' }],
  ])('of 60 MB, %s, is refused in words that arrive', async (_case, headers) => {
    const body = Buffer.alloc(60_000_000)
    const { status, text } = await post('/pictures/temporary', body, { ...named('large.png'), ...headers })
    expect(status).toBe(413)
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'bad-input', message: /at most 50 MB/ } })
  })

  it('of which only a part comes leaves nothing behind', async () => {
    const { request } = await import('node:http')
    const headers = {
      cookie: await served.enter(),
      origin: served.origin,
      'content-length': '1000',
      ...named('part.png'),
    }
    const asking = request({
      host: '127.0.0.1',
      port: served.port,
      path: '/pictures/temporary',
      method: 'POST',
      headers,
    })
    asking.on('error', () => undefined)
    asking.write(photo)
    await new Promise((resolve) => setTimeout(resolve, 50))
    asking.destroy()
    expect((await served.askAsPage({})).status).toBe(200)
  })
})

describe('photos to be imported', () => {
  it('are taken with the folders in which they lay', async () => {
    const { status } = await post(`/uploads/${batch}/pets/${encodeURIComponent('süße katze #1?.png')}`, photo)
    expect(status).toBe(204)
    const folder = await served.host.uploads.folder(batch)
    expect(readFileSync(join(folder, 'pets', 'süße katze #1?.png'))).toEqual(photo)
  })

  it.each([
    ['..%2f..%2fevil.png'],
    ['../evil.png'],
    ['pets/..%2fevil.png'],
    ['pets/%2e%2e/%2e%2e/evil.png'],
    ['pets/%2fetc%2fevil.png'],
    ['/evil.png'],
    ['pets//evil.png'],
    ['pets%5c..%5cevil.png'],
    ['evil%00.png'],
    ['%ff.png'],
    [''],
  ])('are not put at %s', async (path) => {
    const { status, text } = await post(`/uploads/${batch}/${path}`, photo)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'bad-input' } })
  })

  it.each(['..', '%2e%2e', 'pets', '', '..%2f..'])('are not taken as the batch "%s"', async (id) => {
    expect((await post(`/uploads/${id}/cat.png`, photo)).status).toBe(400)
  })

  it('are photos by their names', async () => {
    expect((await post(`/uploads/${batch}/notes.txt`, photo)).status).toBe(415)
  })
})

describe('pictures', () => {
  it.each(['photo/1', 'thumbnail/1?v=1', 'temporary/0b5c9f0e-8f0a-4b43-9a53-2f6d0c1f7a55', 'photo/1/2'])(
    '%s is not there without a project',
    async (path) => {
      const { status, text } = await served.askAsPage({ path: `/pictures/${path}` })
      expect(status).toBe(404)
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'not-found' } })
    },
  )

  it('of the open project are kept by the browser', async () => {
    const client = served.host.client()
    await client['project.create']({ folder: join(served.folder, 'project') })
    const { job } = await client['photos.import']({ sources: [join(served.folder, 'photo.png')] })
    for await (const state of client['jobs.watch']({ job })) void state
    const [listed] = (await client['photos.list']({})).images
    const shown = await served.askAsPage({ path: `/pictures/photo/${listed?.id}?v=${listed?.version}` })
    expect(shown).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=31536000, immutable' },
    })
    const small = await served.askAsPage({ path: `/pictures/thumbnail/${listed?.id}?v=${listed?.version}` })
    expect(small).toMatchObject({ status: 200, headers: { 'content-type': 'image/webp' } })
    const outdated = await served.askAsPage({ path: `/pictures/photo/${listed?.id}?v=0` })
    expect(outdated.headers['cache-control']).toBe('no-store')
  })
})

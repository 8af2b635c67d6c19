import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photoHost } from './fixtures/photo-host'
import { startServer } from './serve'
import type { RunningServer } from './serve'

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(1000)])

let folder: string
let server: RunningServer
let port: number
let token: string
const host = photoHost()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-server-'))
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<title>Headstart</title>')
  writeFileSync(join(page, 'assets', 'main.js'), 'console.log(1)')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  server = await startServer({ host, port: 0, rendererFolder: page })
  const { port: listening, searchParams } = new URL(server.url)
  port = Number(listening)
  token = searchParams.get('token') ?? ''
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

interface Asking {
  path?: string
  method?: string
  headers?: Record<string, string>
  body?: Buffer
}

interface Response {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** Node's own client, because `fetch` tidies paths and forbids to say another host. */
function ask({ path = '/', method = 'GET', headers = {}, body }: Asking): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asking.on('error', reject).end(body)
  })
}

/** The cookie of a browser that opened the printed address. */
async function enter(): Promise<string> {
  const { headers } = await ask({ path: `/?token=${token}` })
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

async function upload(body: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const origin = `http://127.0.0.1:${port}`
  return ask({
    path: '/photos',
    method: 'POST',
    headers: { cookie: await enter(), origin, ...headers },
    body,
  })
}

describe('who is let in', () => {
  it('turns the token into a cookie that scripts cannot read, and leads away from it', async () => {
    const { status, headers } = await ask({ path: `/?token=${token}` })
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(headers['set-cookie']?.[0]).not.toContain(token)
  })

  it('shows the page to whoever has the cookie', async () => {
    const { status, text, headers } = await ask({ headers: { cookie: `other=1; ${await enter()}` } })
    expect({ status, text }).toEqual({ status: 200, text: '<title>Headstart</title>' })
    expect(headers['cache-control']).toBe('no-store')
  })

  it.each([
    ['without a cookie', {}],
    ['with another cookie', { cookie: 'headstart=1' }],
  ])('explains itself %s', async (_case, headers) => {
    const { status, text } = await ask({ headers })
    expect(status).toBe(403)
    expect(text).toContain('Open the whole address that Headstart printed')
  })

  it('refuses a cookie of the right name with the wrong secret', async () => {
    const [name] = (await enter()).split('=')
    expect((await ask({ headers: { cookie: `${name}=${token}` } })).status).toBe(403)
  })

  it('refuses a wrong token, and gives no cookie for it', async () => {
    const { status, headers } = await ask({ path: `/?token=${token.slice(1)}` })
    expect(status).toBe(403)
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('lets the printed address be opened again, but takes the token nowhere else', async () => {
    await enter()
    expect((await ask({ path: `/?token=${token}` })).status).toBe(303)
    expect((await ask({ path: `/assets/main.js?token=${token}` })).status).toBe(403)
    const origin = `http://127.0.0.1:${port}`
    expect((await ask({ path: `/?token=${token}`, method: 'POST', headers: { origin } })).status).toBe(403)
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1'])(
    'refuses the name "%s" for this computer, whatever else is right',
    async (name) => {
      const { status } = await ask({ headers: { host: name, cookie: await enter() } })
      expect(status).toBe(403)
      expect((await ask({ path: `/?token=${token}`, headers: { host: name } })).status).toBe(403)
    },
  )

  it('answers to the name localhost too', async () => {
    expect((await ask({ headers: { host: `localhost:${port}`, cookie: await enter() } })).status).toBe(200)
  })
})

describe('the files of the page', () => {
  it('come with their type and headers that allow nothing from elsewhere', async () => {
    const { status, headers } = await ask({ path: '/assets/main.js', headers: { cookie: await enter() } })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '//',
    '/%',
  ])('has nothing at %s', async (path) => {
    const { status, text } = await ask({ path, headers: { cookie: await enter() } })
    expect(status).toBe(404)
    expect(text).not.toContain('secret')
  })

  it('says how to get the page where it was not built', async () => {
    const starting = startServer({ host, port: 0, rendererFolder: join(folder, 'nowhere') })
    await expect(starting).rejects.toMatchObject({ code: 'not-found', message: /npm start/ })
  })
})

describe('a photo', () => {
  it('is answered with what is in it', async () => {
    const { status, text } = await upload(jpeg)
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({
      model: 'EfficientNet-Lite0',
      ms: 12,
      predictions: [{ index: 1, label: 'goldfish', wnid: 'n01443537', score: 0.9 }],
    })
  })

  it('leaves no file behind, read or not', async () => {
    await upload(jpeg)
    await upload(Buffer.from('text'))
    expect(host.asked.length).toBeGreaterThanOrEqual(2)
    expect(host.asked.filter((path) => existsSync(path))).toEqual([])
  })

  it('that is none is refused with the reason', async () => {
    const { status, text } = await upload(Buffer.from('not a photo'))
    expect(status).toBe(422)
    expect(JSON.parse(text)).toEqual({ error: { code: 'unreadable', message: 'This is no photo.' } })
  })

  it('without a byte is refused', async () => {
    const { status, text } = await upload(Buffer.alloc(0))
    expect(status).toBe(400)
    expect(text).toContain('nothing came')
  })

  it.each([
    ['announced', {}],
    ['that only shows while it comes', { 'transfer-encoding': 'chunked' }],
  ])('of 60 MB, %s, is refused in words that arrive', async (_case, headers) => {
    const { status, text } = await upload(Buffer.alloc(60_000_000), headers)
    expect(status).toBe(413)
    expect(text).toContain('at most 50 MB')
  })

  it.each([
    ['from another page', { origin: 'http://evil.example' }],
    ['from the same name at another port', { origin: 'http://127.0.0.1:1' }],
    ['from nowhere', { origin: 'null' }],
    ['without the cookie', { cookie: '' }],
  ])('%s is not even looked at', async (_case, headers) => {
    const before = host.asked.length
    expect((await upload(jpeg, headers)).status).toBe(403)
    expect(host.asked.length).toBe(before)
  })

  it('that comes without an origin is not looked at either', async () => {
    const { status } = await ask({
      path: '/photos',
      method: 'POST',
      headers: { cookie: await enter() },
      body: jpeg,
    })
    expect(status).toBe(403)
  })
})

it('says which port is taken', async () => {
  const starting = startServer({ host, port, rendererFolder: join(folder, 'page') })
  await expect(starting).rejects.toMatchObject({ code: 'busy', message: new RegExp(String(port)) })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveHost } from './fixtures/served-host'
import type { ServedHost } from './fixtures/served-host'

let served: ServedHost
beforeAll(async () => (served = await serveHost()))
afterAll(() => served.close())

/** `/?token=…` of an address that was not opened yet. */
function freshPath(): string {
  return `/${new URL(served.server.freshUrl()).search}`
}

describe('the token', () => {
  it('becomes a cookie that scripts cannot read, and leaves the address', async () => {
    const path = freshPath()
    const { status, headers } = await served.ask({ path })
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/' })
    expect(headers['set-cookie']?.[0]).toMatch(
      /^headstart-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    )
    expect(headers['set-cookie']?.[0]).not.toContain(path.slice('/?token='.length))
  })

  it('lets in once, and the page says that it was used', async () => {
    const path = freshPath()
    await served.ask({ path })
    const { status, headers, text } = await served.ask({ path })
    expect(status).toBe(403)
    expect(headers['set-cookie']).toBeUndefined()
    expect(text).toContain('was used already')
    expect(text).toContain('prints a fresh one')
  })

  it('may be opened again by the browser that it let in', async () => {
    const path = freshPath()
    const cookie = (await served.ask({ path })).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect(await served.ask({ path, headers: { cookie } })).toMatchObject({ status: 303 })
  })

  it('makes the one before it worthless', async () => {
    const former = freshPath()
    const present = freshPath()
    expect((await served.ask({ path: former })).status).toBe(403)
    expect((await served.ask({ path: present })).status).toBe(303)
  })

  it('that is wrong lets nobody in, and does not use up the right one', async () => {
    const path = freshPath()
    expect(await served.ask({ path: path.slice(0, -1) })).toMatchObject({ status: 403 })
    expect((await served.ask({ path })).status).toBe(303)
  })

  it('counts for the page alone, and for opening it alone', async () => {
    const path = freshPath()
    const { origin } = served
    expect((await served.ask({ path: `/assets/main.js${path.slice(1)}` })).status).toBe(403)
    expect((await served.ask({ path, method: 'POST', headers: { origin } })).status).toBe(403)
    expect((await served.ask({ path, method: 'HEAD' })).status).toBe(403)
    expect((await served.ask({ path })).status).toBe(303)
  })
})

describe('the cookie', () => {
  it('shows the page', async () => {
    const { status, text, headers } = await served.ask({
      headers: { cookie: `other=1; ${await served.enter()}` },
    })
    expect({ status, text }).toEqual({ status: 200, text: '<title>Headstart</title>' })
    expect(headers['cache-control']).toBe('no-store')
  })

  it.each([
    ['is missing', {}],
    ['is another', { cookie: 'headstart=1' }],
  ])('explains itself where it %s', async (_case, headers) => {
    const { status, text } = await served.ask({ headers })
    expect(status).toBe(403)
    expect(text).toContain('Open the whole address that Headstart printed')
  })

  it('of the right name with the wrong secret is worth nothing', async () => {
    const [name] = (await served.enter()).split('=')
    const token = freshPath().slice('/?token='.length)
    expect((await served.ask({ headers: { cookie: `${name}=${token}` } })).status).toBe(403)
    expect((await served.ask({ headers: { cookie: `${name}=` } })).status).toBe(403)
  })
})

describe('a request', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1'])(
    'that calls this computer "%s" is refused, whatever else is right',
    async (host) => {
      expect((await served.askAsPage({ headers: { host } })).status).toBe(403)
      const path = freshPath()
      expect((await served.ask({ path, headers: { host } })).status).not.toBe(303)
      expect((await served.ask({ path })).status).toBe(303)
    },
  )

  it('may call it localhost', async () => {
    const cookie = await served.enter()
    expect((await served.ask({ headers: { host: `localhost:${served.port}`, cookie } })).status).toBe(200)
  })

  it.each([
    ['a page elsewhere', { origin: 'http://evil.example' }],
    ['a page at another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['another port, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('of %s is refused, read or not', async (_case, headers: Record<string, string>) => {
    expect((await served.askAsPage({ headers })).status).toBe(403)
    const path = '/pictures/temporary'
    expect((await served.askAsPage({ path, method: 'POST', headers, body: Buffer.from('x') })).status).toBe(
      403,
    )
  })

  it('that changes something has to say where it comes from', async () => {
    const headers = { cookie: await served.enter() }
    const asking = { path: '/pictures/temporary', method: 'POST', headers, body: Buffer.from('x') }
    expect((await served.ask(asking)).status).toBe(403)
  })
})

it('answers with headers that allow nothing from elsewhere, let in or not', async () => {
  for (const { headers } of [await served.askAsPage({}), await served.ask({})]) {
    const policy = headers['content-security-policy']
    expect(String(policy).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
    })
    const permissions = String(headers['permissions-policy']).split(', ')
    expect(permissions).toContain('camera=(self)')
    expect(permissions.filter((one) => !one.endsWith('=()'))).toEqual(['camera=(self)'])
    expect(permissions).toContain('microphone=()')
  }
})

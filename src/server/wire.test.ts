import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { WebSocket } from 'ws'
import { frontContract } from '../shared/contract/front'
import { connect } from '../shared/rpc/connect'
import { closingOf, outcomeOf, pageSocket, pageWire } from './fixtures/page-socket'
import type { PageHeaders } from './fixtures/page-socket'
import { serveHost } from './fixtures/served-host'
import type { ServedHost } from './fixtures/served-host'

let served: ServedHost
let headers: PageHeaders
let opened: WebSocket[] = []
beforeAll(async () => {
  served = await serveHost({
    limits: { sessions: 4, heartbeat: 100, helloWithin: 200, away: 300, kept: 200_000 },
  })
  headers = { cookie: await served.enter(), origin: served.origin }
})
afterEach(() => {
  for (const socket of opened) socket.terminate()
  opened = []
})
afterAll(() => served.close())

function open(changes: Record<string, string | undefined> = {}, path?: string): WebSocket {
  const merged = Object.entries({ ...headers, ...changes }).filter(([, value]) => value !== undefined)
  const socket = pageSocket(served.port, Object.fromEntries(merged) as PageHeaders, path)
  opened.push(socket)
  return socket
}

function texts(socket: WebSocket): AsyncIterableIterator<{ session?: string; frame?: unknown }> {
  const waiting: unknown[] = []
  let wake = (): void => undefined
  socket.on('message', (data: Buffer) => {
    waiting.push(JSON.parse(data.toString()))
    wake()
  })
  return (async function* () {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as { session?: string }
      await new Promise<void>((resolve) => (wake = resolve))
    }
  })()
}

/** A connection that has said hello, with the session that it got. */
async function greet(session: string | null = null): Promise<{ socket: WebSocket; session: string }> {
  const socket = open()
  expect(await outcomeOf(socket)).toBe('open')
  const answers = texts(socket)
  socket.send(JSON.stringify({ session, acknowledge: 0 }))
  const { value } = await answers.next()
  return { socket, session: (value as { session: string }).session }
}

const call = (name: string, input: unknown = {}): string =>
  JSON.stringify({ sequence: 1, acknowledge: 0, frame: { type: 'call', id: 1, name, input } })

function client(changes: Parameters<typeof pageWire>[1] = {}) {
  const wire = pageWire(() => ({ port: served.port, headers }), changes)
  onTestFinished(() => wire.close())
  return connect(frontContract, wire)
}

describe('the wire of a page', () => {
  it('answers what the page asks of the core and of the browser around it', async () => {
    const asked = client()
    expect(await asked['shell.describe']({})).toEqual({
      kind: 'browser',
      platform: process.platform,
      version: '1.2.3',
      assets: '/pictures/',
    })
    const dialog = asked['shell.chooseFolder']({ title: 'Folder', button: 'Choose' })
    await expect(dialog).rejects.toMatchObject({ code: 'unsupported' })
    await expect(asked['shell.reveal']({ folder: '/tmp' })).rejects.toMatchObject({ code: 'unsupported' })
    expect((await asked['folders.list']({ folder: served.folder })).folders).toContainEqual(
      expect.objectContaining({ name: 'page' }),
    )
  })

  it.each<[string, Record<string, string | undefined>]>([
    ['a page elsewhere', { origin: 'http://evil.example' }],
    ['a page at another port', { origin: 'http://127.0.0.1:1' }],
    ['no page', { origin: undefined }],
    ['an unknown browser', { cookie: undefined }],
    ['a wrong cookie', { cookie: 'headstart=1' }],
    ['another name for this computer', { host: 'evil.example', origin: 'http://evil.example' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
  ])('is not opened by %s', async (_case, changes) => {
    expect(await outcomeOf(open(changes))).toBe(403)
  })

  it('is at one place alone, and a token does not open it', async () => {
    expect(await outcomeOf(open({}, '/'))).toBe(404)
    expect(await outcomeOf(open({}, '/wire/../wire2'))).toBe(404)
    const { search } = new URL(served.server.freshUrl())
    expect(await outcomeOf(open({ cookie: undefined }, `/${search}`))).toBe(403)
  })
})

describe('a session', () => {
  it('is gone on with by who knows it, and the former connection ends', async () => {
    const first = await greet()
    const second = await greet(first.session)
    expect(second.session).toBe(first.session)
    expect(await closingOf(first.socket)).toBe(1006)
  })

  it('is another for who does not know one', async () => {
    const { session } = await greet('x'.repeat(43))
    expect(session).not.toBe('x'.repeat(43))
  })

  it('ends with its calls when the page was away for too long', async () => {
    const { socket, session } = await greet()
    socket.send(call('project.watch'))
    socket.terminate()
    await pause(500)
    expect((await greet(session)).session).not.toBe(session)
  })

  it('ends at once when its page says that it leaves', async () => {
    const { socket, session } = await greet()
    socket.close(1001)
    await closingOf(socket)
    expect((await greet(session)).session).not.toBe(session)
  })

  it('makes room for pages that come while it is away, and no further page comes while all are there', async () => {
    const away = await greet()
    away.socket.terminate()
    await pause(50)
    const present = await Promise.all([greet(), greet(), greet()])
    await greet()
    expect(await outcomeOf(open())).toBe(503)
    present[0]?.socket.terminate()
    await pause(50)
    expect((await greet(away.session)).session).not.toBe(away.session)
  })

  it('ends when its page does not read, whatever is still to be told', async () => {
    const { socket, session } = await greet()
    socket.pause()
    for (let sequence = 1; sequence <= 3000; sequence += 1) {
      const frame = { type: 'call', id: sequence, name: 'folders.list', input: { folder: served.folder } }
      socket.send(JSON.stringify({ sequence, acknowledge: 0, frame }))
    }
    await expect.poll(() => greet(session).then((again) => again.session !== session)).toBe(true)
  })
})

describe('a connection', () => {
  it('ends where nobody says hello', async () => {
    expect(await closingOf(open())).toBe(1006)
  })

  it('ends where the other end gives no sign of life', async () => {
    const { socket } = await greet()
    // What stands for a network that is gone: nothing is read, so no ping is answered.
    socket.pause()
    const { session } = await greet()
    await pause(350)
    expect(session).toBeTruthy()
    socket.resume()
    expect(await closingOf(socket)).toBe(1006)
  })

  it('over which nothing is asked is kept alive by the server', async () => {
    let losses = 0
    const asked = client({ silence: 250, onState: (connected) => (losses += connected ? 0 : 1) })
    await asked['shell.describe']({})
    await pause(600)
    expect(losses).toBe(0)
  })
})

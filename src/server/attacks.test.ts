import { connect as connectTcp } from 'node:net'
import type { Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { frontContract } from '../shared/contract/front'
import { connect } from '../shared/rpc/connect'
import { closingOf, outcomeOf, pageSocket, pageWire } from './fixtures/page-socket'
import type { PageHeaders } from './fixtures/page-socket'
import { serveHost } from './fixtures/served-host'
import type { ServedHost } from './fixtures/served-host'

// Much is sent here, and the computer may have other things to do.
vi.setConfig({ testTimeout: 30_000 })

let served: ServedHost
let headers: PageHeaders
beforeAll(async () => {
  served = await serveHost()
  headers = { cookie: await served.enter(), origin: served.origin }
})
afterAll(() => served.close())

/** A new page is let in and answered as ever. */
async function expectWell(): Promise<void> {
  expect((await served.askAsPage({})).status).toBe(200)
  const wire = pageWire(() => ({ port: served.port, headers }))
  onTestFinished(() => wire.close())
  const { folder } = await connect(frontContract, wire)['folders.list']({ folder: served.folder })
  expect(folder).toBe(served.folder)
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Little memory stays taken after an attack; in this process are both the server and who attacks it. */
async function expectNoGrowth(attack: () => Promise<void>): Promise<void> {
  const before = await bytesHeld()
  await attack()
  // What was just closed is let go of a moment later.
  await expect.poll(bytesHeld, { timeout: 5000 }).toBeLessThan(before + 20_000_000)
}

async function bytesHeld(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const head = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`

/** Sends zeros for as long as somebody takes them. @returns how many bytes went, and what was answered */
function pour(first: string, wrap: (zeros: Buffer) => Buffer): Promise<{ sent: number; answer: string }> {
  const zeros = wrap(Buffer.alloc(1_000_000))
  const gigabyte = 1_000_000_000
  return new Promise((resolve) => {
    const socket: Socket = connectTcp(served.port, '127.0.0.1')
    let sent = 0
    let answer = ''
    const more = (): void => {
      while (sent < gigabyte && !socket.destroyed) {
        sent += zeros.length
        if (!socket.write(zeros)) return
      }
      socket.end()
    }
    socket.on('data', (piece) => (answer += piece.toString('latin1')))
    socket.on('drain', more).on('error', () => undefined)
    socket.on('close', () => resolve({ sent, answer }))
    socket.write(first)
    more()
  })
}

describe('a body of 1 GB', () => {
  const lines = (path: string, ...more: string[]): string[] => [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${served.port}`,
    `origin: ${served.origin}`,
    `cookie: ${headers.cookie ?? ''}`,
    'x-headstart-name: large.png',
    ...more,
  ]
  const chunked = (zeros: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${zeros.length.toString(16)}\r\n`), zeros, Buffer.from('\r\n')])

  it.each(['/pictures/temporary', '/uploads/11111111-2222-4333-8444-555555555555/a.png', '/nowhere'])(
    'to %s is cut off early, announced or not',
    async (path) => {
      const status = path === '/nowhere' ? /^HTTP\/1\.1 404 / : /^HTTP\/1\.1 413 /
      const announced = await pour(head(lines(path, 'content-length: 1000000000')), (zeros) => zeros)
      expect(announced.answer).toMatch(status)
      expect(announced.sent).toBeLessThan(150_000_000)
      const coming = await pour(head(lines(path, 'transfer-encoding: chunked')), chunked)
      expect(coming.answer).toMatch(status)
      expect(coming.sent).toBeLessThan(200_000_000)
      await expectWell()
    },
  )

  it('from nobody who was let in is cut off early too', async () => {
    const [first = '', host = ''] = lines('/pictures/temporary')
    const { answer, sent } = await pour(head([first, host, 'transfer-encoding: chunked']), chunked)
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(sent).toBeLessThan(150_000_000)
  })
})

describe('frames that no page sends', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'project.nothing',
    '',
    'x'.repeat(5000),
  ]
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

  /** Frames in good envelopes, wrong in themselves. */
  function wrongFrame(number: number): string {
    const kinds = [
      `{"type":"call","id":${number},"name":${JSON.stringify(names[number % names.length])},"input":{}}`,
      `{"type":"call","id":${number},"name":"photos.list","input":{"__proto__":{"polluted":true},"limit":"many"}}`,
      `{"type":"call","id":${-number},"name":"shell.describe","input":{}}`,
      `{"type":"call","id":1e99,"name":"shell.describe","input":{}}`,
      `{"type":"value","id":${number},"value":{}}`,
      `{"type":"unknown","id":${number}}`,
      `{"type":"cancel","id":${number}}`,
      `{"type":"call","id":${number},"name":"project.open","input":{"folder":7}}`,
      'null',
      '"text"',
      '[[[]]]',
    ]
    return kinds[number % kinds.length] ?? 'null'
  }

  async function greeted(): Promise<WebSocket> {
    const socket = pageSocket(served.port, headers)
    expect(await outcomeOf(socket)).toBe('open')
    socket.send('{"session":null,"acknowledge":0}')
    return socket
  }

  it('are dropped by the ten thousand, and the next call over the same wire is answered', async () => {
    await expectNoGrowth(async () => {
      const socket = await greeted()
      let acknowledge = 0
      const answered = new Promise<unknown>((resolve) =>
        socket.on('message', (data: Buffer) => {
          const { sequence = 0, frame } = JSON.parse(data.toString()) as {
            sequence?: number
            frame?: { id: number }
          }
          acknowledge = Math.max(acknowledge, sequence)
          if (sequence % 50 === 0) socket.send(JSON.stringify({ acknowledge }))
          if (frame?.id === 77_777) resolve(frame)
        }),
      )
      for (let sequence = 1; sequence <= 10_000; sequence += 1) {
        socket.send(`{"sequence":${sequence},"acknowledge":${acknowledge},"frame":${wrongFrame(sequence)}}`)
        if (sequence % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      const good = { type: 'call', id: 77_777, name: 'shell.describe', input: {} }
      socket.send(JSON.stringify({ sequence: 10_001, acknowledge, frame: good }))
      expect(await answered).toMatchObject({ type: 'value', value: { kind: 'browser' } })
      socket.terminate()
    })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    await expectWell()
  })

  it.each<[string, string | Buffer, number]>([
    ['no JSON', '{', 1008],
    ['nothing', '', 1008],
    ['no envelope', '{"type":"call"}', 1008],
    ['a nest without end', deep, 1008],
    ['a gap', '{"sequence":9,"acknowledge":0,"frame":{}}', 1008],
    ['a receipt for what was never sent', '{"acknowledge":7}', 1008],
    ['bytes', Buffer.from('{"acknowledge":0}'), 1008],
    ['more than a megabyte', 'x'.repeat(1_000_001), 1009],
  ])('end the connection where they are %s', async (_case, text, code) => {
    const socket = await greeted()
    socket.send(text)
    expect(await closingOf(socket)).toBe(code)
    const first = pageSocket(served.port, headers)
    expect(await outcomeOf(first)).toBe('open')
    first.send(text)
    expect(await closingOf(first)).toBe(code)
    await expectWell()
  })

  it('end no other connection, however many there are', async () => {
    await expectNoGrowth(async () => {
      for (let round = 0; round < 6; round += 1) {
        const sockets = await Promise.all(Array.from({ length: 10 }, greeted))
        const closings = sockets.map(closingOf)
        for (const socket of sockets)
          socket.send(round % 2 === 0 ? 'x'.repeat(300_000) : Buffer.alloc(300_000))
        expect(new Set(await Promise.all(closings))).toEqual(new Set([1008]))
      }
    })
    await expectWell()
  })

  it.each([
    ['breaks the rules of WebSockets', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['is not masked', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    [
      'announces an exabyte',
      Buffer.from([0x81, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
    ],
  ])('end a connection that %s', async (_case, bytes) => {
    const socket = connectTcp(served.port, '127.0.0.1')
    socket.write(
      head([
        'GET /wire HTTP/1.1',
        `host: 127.0.0.1:${served.port}`,
        `origin: ${served.origin}`,
        `cookie: ${headers.cookie ?? ''}`,
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      ]),
    )
    await new Promise((resolve) => socket.once('data', resolve))
    socket.write(bytes)
    await new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve))
    await expectWell()
  })

  it('are no upgrade to another protocol', async () => {
    const upgrade = { connection: 'upgrade', upgrade: 'h2c' }
    const { status } = await served.askAsPage({ headers: upgrade, path: '/wire' })
    expect(status).toBeGreaterThanOrEqual(400)
    await expectWell()
  })
})

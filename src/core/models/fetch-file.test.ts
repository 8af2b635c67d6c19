import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { Fetcher } from './fetch-file'
import { begun, serveFile, status, whole, withoutRanges } from './fixtures/file-server'
import type { Answer } from './fixtures/file-server'

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) % 256))
const pauses = [1, 1]

let path: string
beforeEach(() => {
  path = join(temporaryFolder(), 'file.h5')
})

interface Fetching {
  readonly answers: [Answer, ...Answer[]]
  readonly signal?: AbortSignal
  readonly largest?: number
  readonly patience?: number
  readonly onProgress?: (done: number) => void
  /** Breaks the connection once so many bytes are there. */
  readonly breakAt?: readonly number[]
}

async function fetchFrom({
  answers,
  signal,
  largest = 1e6,
  patience = 5_000,
  onProgress,
  breakAt,
}: Fetching) {
  const { address, ranges, breakOff } = await serveFile(...answers)
  const fetcher = new Fetcher({ address: `${address}file.h5`, path, largest }, { pauses, patience })
  const told: [number, number | null][] = []
  for await (const { done, total } of fetcher.fetch('VGG16', signal ?? new AbortController().signal)) {
    told.push([done, total])
    onProgress?.(done)
    if (breakAt?.includes(done)) breakOff()
  }
  return { fetcher, ranges, told }
}

describe('a fetched file', () => {
  it('comes whole, and tells how far it is', async () => {
    const { told, ranges, fetcher } = await fetchFrom({ answers: [whole(bytes)] })
    expect(readFileSync(path)).toEqual(bytes)
    expect(existsSync(`${path}.part`)).toBe(false)
    expect(told.at(-1)).toEqual([300_000, 300_000])
    expect(ranges).toEqual([undefined])
    expect(fetcher).toMatchObject({ isResumed: false, md5: null })
  })

  it('goes on where the server broke off', async () => {
    const answers: Fetching['answers'] = [begun(bytes, 100_000), begun(bytes, 50_000), whole(bytes)]
    const { ranges, fetcher } = await fetchFrom({ answers, breakAt: [100_000, 150_000] })
    expect(readFileSync(path)).toEqual(bytes)
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=150000-'])
    expect(fetcher.isResumed).toBe(true)
  })

  it('goes on another day', async () => {
    writeFileSync(`${path}.part`, bytes.subarray(0, 123_456))
    const { ranges } = await fetchFrom({ answers: [whole(bytes)] })
    expect(ranges).toEqual(['bytes=123456-'])
    expect(readFileSync(path)).toEqual(bytes)
  })

  it('is whole where only its name was missing', async () => {
    writeFileSync(`${path}.part`, bytes)
    const { ranges } = await fetchFrom({ answers: [whole(bytes)] })
    expect(ranges).toEqual(['bytes=300000-'])
    expect(readFileSync(path)).toEqual(bytes)
  })

  it('begins anew where the server knows no ranges, or has a shorter file', async () => {
    writeFileSync(`${path}.part`, Buffer.alloc(200_000, 1))
    await fetchFrom({ answers: [withoutRanges(bytes)] })
    expect(readFileSync(path)).toEqual(bytes)
    writeFileSync(`${path}.part`, Buffer.alloc(400_000, 1))
    const { ranges } = await fetchFrom({ answers: [whole(bytes)] })
    expect(ranges).toEqual(['bytes=400000-', undefined])
    expect(readFileSync(path)).toEqual(bytes)
  })

  it('begins anew where the server goes on elsewhere than it was asked to', async () => {
    writeFileSync(`${path}.part`, bytes.subarray(0, 1_000))
    const elsewhere: Answer = (_request, response) =>
      void response.writeHead(206, { 'content-range': 'bytes 5-9/300000' }).end('12345')
    const { ranges } = await fetchFrom({ answers: [elsewhere, whole(bytes)] })
    expect(ranges).toEqual(['bytes=1000-', undefined])
    expect(readFileSync(path)).toEqual(bytes)
  })

  it('comes over a redirection, and after a busy server', async () => {
    const answers: Fetching['answers'] = [status(503), status(302, { location: '/elsewhere' }), whole(bytes)]
    await fetchFrom({ answers })
    expect(readFileSync(path)).toEqual(bytes)
  })

  it('tells the hash that the server says', async () => {
    const headers = { 'x-goog-hash': 'crc32c=AAAAAA==, md5=1B2M2Y8AsgTpgAmY7PhCfg==' }
    const { fetcher } = await fetchFrom({ answers: [whole(bytes, headers)] })
    expect(fetcher.md5).toBe('d41d8cd98f00b204e9800998ecf8427e')
  })

  it('is kept as far as it has come when it is stopped', async () => {
    const abort = new AbortController()
    const stopped = fetchFrom({
      answers: [begun(bytes, 100_000)],
      signal: abort.signal,
      onProgress: (done) => (done === 100_000 ? abort.abort() : undefined),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(readFileSync(`${path}.part`)).toEqual(bytes.subarray(0, 100_000))
    const { ranges } = await fetchFrom({ answers: [whole(bytes)] })
    expect(ranges).toEqual(['bytes=100000-'])
    expect(readFileSync(path)).toEqual(bytes)
  })
})

describe('a file that does not come', () => {
  it.each<[string, Answer, string]>([
    ['breaks off before anything came', (request) => request.socket.destroy(), 'the connection broke off'],
    ['is refused again and again', status(500), 'it answers with 500'],
    ['falls silent', () => undefined, 'it has fallen silent'],
  ])('%s: the server, the reason and two ways on are named', async (_what, answer, reason) => {
    const failed = fetchFrom({ answers: [answer], patience: 50 })
    await expect(failed).rejects.toMatchObject({ code: 'disconnected' })
    await expect(failed).rejects.toThrow(reason)
    await expect(failed).rejects.toThrow(/VGG16's weights could not be fetched from 127\.0\.0\.1:\d+/)
    await expect(failed).rejects.toThrow(/try again.*headstart models import VGG16 FILE\.h5/)
  })

  it('has nobody who listens: that is told', async () => {
    const address = 'http://127.0.0.1:1/file.h5'
    const fetcher = new Fetcher({ address, path, largest: 1e6 }, { pauses })
    const events = fetcher.fetch('VGG16', new AbortController().signal)
    await expect(events.next()).rejects.toThrow(/refuses the connection|bad port/)
  })

  it('is gone: the address is told, and nothing is tried again', async () => {
    const failed = fetchFrom({ answers: [status(404), whole(bytes)] })
    await expect(failed).rejects.toMatchObject({ code: 'not-found', details: { status: 404 } })
    expect(existsSync(path)).toBe(false)
  })

  it('promises less than it has: the rest is not taken', async () => {
    // A socket of its own: Node's server would not send more than it promised.
    const liar: Answer = (_request, { socket }) => {
      socket?.end(
        `HTTP/1.1 200 OK\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n${bytes.toString('latin1')}`,
        'latin1',
      )
    }
    await fetchFrom({ answers: [liar] }).catch(() => undefined)
    const size = existsSync(path) ? readFileSync(path).length : 0
    expect([0, 1000]).toContain(size)
  })

  it('is larger than it can be, by its promise or without one', async () => {
    const promised = fetchFrom({ answers: [whole(bytes)], largest: 200_000 })
    await expect(promised).rejects.toMatchObject({ code: 'bad-input', details: { bytes: 300_000 } })
    const endless: Answer = (_request, response) => {
      response.writeHead(200)
      const more = (): void => void (response.destroyed || response.write(bytes, () => setImmediate(more)))
      more()
    }
    const unpromised = fetchFrom({ answers: [endless], largest: 1_000_000 })
    await expect(unpromised).rejects.toMatchObject({ code: 'bad-input', details: { largest: 1_000_000 } })
  })
})

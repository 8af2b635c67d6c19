import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressesOf } from './addresses'
import { serveHost } from './fixtures/served-host'
import type { ServedHost } from './fixtures/served-host'

let served: ServedHost
beforeAll(async () => (served = await serveHost({ limits: { headWithin: 300, connections: 20 } })))
afterAll(() => served.close())

it('says which port is taken', async () => {
  const starting = serveHost({ port: served.port })
  await expect(starting).rejects.toMatchObject({ code: 'busy', message: new RegExp(String(served.port)) })
})

it.each(['localhost', 'example.com', ''])('listens on addresses, not on names like "%s"', async (address) => {
  await expect(serveHost({ address })).rejects.toMatchObject({ code: 'bad-input', message: /IP address/ })
})

it('says that an address is not one of this computer', async () => {
  await expect(serveHost({ address: '192.0.2.1' })).rejects.toMatchObject({
    code: 'bad-input',
    message: /192.0.2.1/,
  })
})

it('answers on another address to its name alone', async () => {
  const other = await serveHost({ address: '127.0.0.2' })
  try {
    expect(other.server.url).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/\?token=/)
    const { hosts } = addressesOf('127.0.0.2', other.port)
    expect(hosts).toEqual([`127.0.0.2:${other.port}`, `localhost:${other.port}`])
  } finally {
    await other.close()
  }
})

it('knows what it is called on every address, in the brackets of IPv6 and without the port of HTTP', () => {
  expect(addressesOf('192.168.1.20', 8080)).toEqual({
    hosts: ['192.168.1.20:8080'],
    printed: '192.168.1.20:8080',
  })
  expect(addressesOf('fd00::1', 80)).toEqual({ hosts: ['[fd00::1]'], printed: '[fd00::1]' })
  expect(addressesOf('0.0.0.0', 8080).hosts).toContain('127.0.0.1:8080')
})

it('cuts off a request that dribbles in', async () => {
  const socket = connect(served.port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nhost: ')
  const dribble = setInterval(() => socket.write('a'), 50)
  const text = await new Promise<string>((resolve) => {
    let read = ''
    socket.on('data', (piece) => (read += piece.toString()))
    socket.on('error', () => undefined).on('close', () => resolve(read))
  })
  clearInterval(dribble)
  expect(text).toMatch(/^HTTP\/1\.1 408 /)
})

it('refuses a head without an end', async () => {
  const { status } = await served.ask({ headers: { 'x-long': 'a'.repeat(20_000) } })
  expect(status).toBe(431)
})

it('goes on after more connections than it takes', async () => {
  const sockets = Array.from({ length: 60 }, () =>
    connect(served.port, '127.0.0.1').on('error', () => undefined),
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await served.askAsPage({})).status).toBe(200)
})

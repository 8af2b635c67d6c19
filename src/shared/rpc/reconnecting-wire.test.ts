import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ReconnectingWire } from './reconnecting-wire'
import type { ConnectionEvents } from './reconnecting-wire'
import type { Frame } from './wire'

/** A connection as the test plays it: what the page sent over it, and what happens to it. */
interface Played extends ConnectionEvents {
  readonly sent: string[]
  isClosed: boolean
}

let wire: ReconnectingWire
let connections: Played[]
let states: boolean[]
let frames: unknown[]

beforeEach(() => {
  vi.useFakeTimers()
  connections = []
  states = []
  frames = []
  wire = new ReconnectingWire({
    open(events) {
      const played: Played = { ...events, sent: [], isClosed: false }
      connections.push(played)
      return { send: (text) => played.sent.push(text), close: () => (played.isClosed = true) }
    },
    onState: (connected) => states.push(connected),
    pause: 100,
    silence: 1000,
  })
  wire.onFrame((frame) => frames.push(frame))
})
afterEach(() => {
  wire.close()
  vi.useRealTimers()
})

const call = (id: number): Frame => ({ type: 'call', id, name: 'ask', input: {} })

function last(): Played {
  const connection = connections.at(-1)
  if (!connection) throw new Error('Nothing was opened.')
  return connection
}

function welcome(session: string, acknowledge = 0): void {
  last().opened()
  last().text(JSON.stringify({ session, acknowledge }))
}

it('asks for a session first, and sends then what was asked before', () => {
  wire.send(call(1))
  expect(last().sent).toEqual([])
  welcome('one')
  expect(last().sent.map((text) => JSON.parse(text) as unknown)).toEqual([
    { session: null, acknowledge: 0 },
    { sequence: 1, acknowledge: 0, frame: call(1) },
  ])
  expect(states).toEqual([])
})

describe('a connection that is lost', () => {
  it('is taken up again, with the same session and only what did not come', () => {
    welcome('one')
    wire.send(call(1))
    wire.send(call(2))
    last().lost()
    vi.advanceTimersByTime(100)
    welcome('one', 1)
    expect(last().sent.map((text) => JSON.parse(text) as unknown)).toEqual([
      { session: 'one', acknowledge: 0 },
      { sequence: 2, acknowledge: 0, frame: call(2) },
    ])
    expect(states).toEqual([false, true])
  })

  it('is tried again more and more seldom, and told once', () => {
    for (const pause of [100, 200, 400, 800, 1600, 2000, 2000]) {
      last().lost()
      const before = connections.length
      vi.advanceTimersByTime(pause - 1)
      expect(connections).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(connections).toHaveLength(before + 1)
    }
    expect(states).toEqual([false])
  })

  it('is noticed by its silence', () => {
    welcome('one')
    vi.advanceTimersByTime(900)
    last().text('{"acknowledge":0}')
    vi.advanceTimersByTime(900)
    expect(last().isClosed).toBe(false)
    vi.advanceTimersByTime(100)
    expect(connections[0]?.isClosed).toBe(true)
    expect(states).toEqual([false])
  })

  it('says nothing more, whatever it still says', () => {
    welcome('one')
    const [former] = connections
    former?.lost()
    vi.advanceTimersByTime(100)
    welcome('one')
    former?.text('{"sequence":1,"acknowledge":0,"frame":{"type":"end","id":1}}')
    former?.lost()
    expect(frames).toEqual([])
    expect(states).toEqual([false, true])
  })
})

describe('a session that the server does not know any more', () => {
  it('fails what is open, not what was answered or taken back, and what is asked then goes on', () => {
    welcome('one')
    for (const id of [1, 2, 3]) wire.send(call(id))
    last().text('{"sequence":1,"acknowledge":3,"frame":{"type":"value","id":1,"value":7}}')
    wire.send({ type: 'cancel', id: 2 })
    frames.length = 0
    last().lost()
    vi.advanceTimersByTime(100)
    welcome('two')
    expect(frames).toMatchObject([{ type: 'error', id: 3, error: { code: 'disconnected' } }])
    wire.send(call(4))
    expect(last().sent.at(-1)).toBe(JSON.stringify({ sequence: 1, acknowledge: 0, frame: call(4) }))
  })

  it('is what remains where the server says what makes no sense', () => {
    welcome('one')
    wire.send(call(1))
    last().text('<html>')
    expect(frames).toMatchObject([{ type: 'error', id: 1, error: { code: 'disconnected' } }])
    expect(last().isClosed).toBe(true)
    vi.advanceTimersByTime(100)
    last().opened()
    expect(last().sent).toEqual(['{"session":null,"acknowledge":0}'])
  })
})

it('takes no frame that the server would not take, and goes on', () => {
  welcome('one')
  // Of these letters each takes three bytes on its way.
  const large = { ...call(1), input: '猫'.repeat(400_000) } as Frame
  expect(() => wire.send(large)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  wire.send(call(2))
  expect(last().sent).toHaveLength(2)
})

it('opens nothing any more once it is closed', () => {
  welcome('one')
  wire.close()
  last().lost()
  vi.advanceTimersByTime(10_000)
  expect(connections).toHaveLength(1)
})

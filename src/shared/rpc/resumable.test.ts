import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ResumableWire } from './resumable'
import type { Frame } from './wire'

const end = (id: number): Frame => ({ type: 'end', id })
const long = (id: number, length: number): Frame => ({ type: 'value', id, value: 'x'.repeat(length) })

/** Two ends, and between them connections that hold texts under way until they are delivered or lost. */
class Link {
  readonly ends = [
    new ResumableWire({ mostKept: Infinity }),
    new ResumableWire({ mostKept: Infinity }),
  ] as const
  readonly sent: Frame[][] = [[], []]
  readonly delivered: unknown[][] = [[], []]
  /** Texts on their way to either end over the present connection; undefined while there is none. */
  underWay: [string[], string[]] | undefined

  constructor() {
    this.ends.forEach((wire, side) => wire.onFrame((frame) => this.delivered[side]?.push(frame)))
  }

  send(side: 0 | 1, frame: Frame): void {
    this.sent[side === 0 ? 1 : 0]?.push(frame)
    this.ends[side].send(frame)
  }

  deliver(side: 0 | 1): boolean {
    const text = this.underWay?.[side].shift()
    if (text === undefined) return false
    this.ends[side].receive(text)
    return true
  }

  cut(): void {
    this.underWay = undefined
    this.ends.forEach((wire) => wire.detach())
  }

  /** One side may learn of a lost connection only when the next one is there. */
  reconnect(): void {
    const underWay: [string[], string[]] = [[], []]
    this.underWay = underWay
    const received = this.ends.map((wire) => wire.received)
    this.ends[0].attach({ send: (text) => underWay[1].push(text) }, received[1] ?? 0)
    this.ends[1].attach({ send: (text) => underWay[0].push(text) }, received[0] ?? 0)
  }

  settle(): void {
    if (!this.underWay) this.reconnect()
    while (this.deliver(0) || this.deliver(1));
  }
}

const side = fc.constantFrom(0 as const, 1 as const)
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('send'), side, length: fc.constantFrom(1, 50, 40_000) }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver'), side, length: fc.constant(0) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('cut', 'reconnect'), side, length: fc.constant(0) }),
  },
)

describe('what is sent', () => {
  it('is delivered once and in order, wherever the line is cut', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const link = new Link()
        let id = 0
        for (const { kind, side, length } of actions) {
          if (kind === 'send') link.send(side, long((id += 1), length))
          if (kind === 'deliver') link.deliver(side)
          if (kind === 'cut') link.cut()
          if (kind === 'reconnect') link.reconnect()
        }
        link.settle()
        expect(link.delivered).toEqual(link.sent)
      }),
      { numRuns: 300 },
    )
  })

  it('waits in small portions for a side that takes its time, and all of it comes', () => {
    const link = new Link()
    link.reconnect()
    for (let id = 1; id <= 100; id += 1) link.send(0, long(id, 100_000))
    expect(link.underWay?.[1].length).toBeLessThanOrEqual(11)
    link.settle()
    expect(link.delivered[1]).toHaveLength(100)
  })

  it('is forgotten once the other side has it, though that side has nothing to say', () => {
    const link = new Link()
    link.reconnect()
    for (let id = 1; id <= 1000; id += 1) link.send(0, end(id))
    link.settle()
    link.reconnect()
    expect(link.underWay?.[1].length).toBe(0)
  })
})

describe('a wire whose other side does not take anything', () => {
  it('ends with a reason once too much waits', () => {
    const wire = new ResumableWire({ mostKept: 1000 })
    const reasons: string[] = []
    wire.onClose(({ code }) => reasons.push(code))
    for (let id = 1; id <= 100; id += 1) wire.send(long(id, 100))
    expect(reasons).toEqual(['disconnected'])
    expect(() => wire.send(end(1))).not.toThrow()
  })

  it('still takes one answer that is larger than that', () => {
    const wire = new ResumableWire({ mostKept: 1000 })
    const texts: string[] = []
    wire.attach({ send: (text) => texts.push(text) }, 0)
    wire.send(long(1, 5000))
    expect(texts).toHaveLength(1)
  })
})

it('refuses a frame that the other side would not take, and goes on', () => {
  const wire = new ResumableWire({ mostKept: 1000, largestFrame: 100 })
  expect(() => wire.send(long(1, 200))).toThrow(expect.objectContaining({ code: 'bad-input' }))
  const texts: string[] = []
  wire.attach({ send: (text) => texts.push(text) }, 0)
  wire.send(end(2))
  expect(texts).toEqual(['{"sequence":1,"acknowledge":0,"frame":{"type":"end","id":2}}'])
})

it.each([
  ['no JSON', '{'],
  ['no envelope', '{"frame":{}}'],
  ['a number that is none', '{"sequence":"1","acknowledge":0,"frame":{}}'],
  ['a gap', '{"sequence":2,"acknowledge":0,"frame":{}}'],
  ['a receipt for what was never sent', '{"sequence":1,"acknowledge":1,"frame":{}}'],
  ['a deep nest', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
])('refuses %s, and delivers nothing of it', (_case, text) => {
  const wire = new ResumableWire({ mostKept: 1000 })
  const delivered: unknown[] = []
  wire.onFrame((frame) => delivered.push(frame))
  expect(() => wire.receive(text)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect(delivered).toEqual([])
})

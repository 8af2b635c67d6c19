/** What one server gives to its visitors at most; durations in milliseconds. */
export const limits = {
  /** Connections of any kind; a browser holds seven a page. */
  connections: 256,
  /** Bytes of a request's head. */
  head: 16_384,
  /** For a request's head to come, and for all of it: what dribbles in is cut off. */
  headWithin: 10_000,
  requestWithin: 120_000,
  /** Bytes of a body that was refused already and is still read, so that the browser comes to reading why. */
  restOfBody: 64_000_000,
  restWithin: 2_000,
  /** Pages that are connected, or were a moment ago. */
  sessions: 32,
  /** Bytes of one message of a page. */
  message: 1_000_000,
  /** Characters that wait for one page, before it is given up. */
  kept: 32_000_000,
  /** Bytes that one connection has not taken yet, the largest answer included; more is no page that reads. */
  buffered: 64_000_000,
  /** For a page to say which session it is. */
  helloWithin: 10_000,
  /** A page that was away for longer has no session any more. */
  away: 300_000,
  /** Between two signs of life; a page that gave none in between is not there. */
  heartbeat: 15_000,
} as const

export type Limits = { readonly [Name in keyof typeof limits]: number }

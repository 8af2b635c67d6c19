import type { FeatureCache, Location } from './cache'

/** A segment is written once it would hold so many rows or bytes: what a sudden end costs at most. */
const maxRows = 256
const maxBytes = 16 * 1024 * 1024

interface PendingRow {
  /** Of the photo among those that were asked for. */
  readonly index: number
  readonly hash: string
}

/** Collects computed rows until they make a segment. */
export class PendingRows {
  #rows: PendingRow[] = []
  #values: Float32Array[] = []

  /** @param locations gets where each photo's row lies, once it does */
  constructor(
    private readonly cache: FeatureCache,
    private readonly locations: Map<number, Location>,
  ) {}

  get count(): number {
    return this.#rows.length
  }

  /** @param values `rows.length` × the cache's `size` floats */
  async add(rows: readonly PendingRow[], values: Float32Array): Promise<void> {
    this.#rows.push(...rows)
    this.#values.push(values)
    const full = Math.min(maxRows, Math.ceil(maxBytes / (this.cache.size * 4)))
    if (this.#rows.length >= full) await this.flush()
  }

  /** Writes what there is. */
  async flush(): Promise<void> {
    const rows = this.#rows
    if (rows.length === 0) return
    const values = joined(this.#values, rows.length * this.cache.size)
    this.#rows = []
    this.#values = []
    const hashes = rows.map(({ hash }) => hash)
    const written = await this.cache.add(hashes, values)
    for (const [position, { index }] of rows.entries()) {
      const location = written[position]
      if (location) this.locations.set(index, location)
    }
  }
}

function joined(parts: readonly Float32Array[], length: number): Float32Array {
  const whole = new Float32Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Something that is kept for the next one who needs it, held until it is disposed of. */
export interface Lease<T> extends Disposable {
  readonly value: T
}

interface Entry<T> {
  readonly loading: Promise<T>
  holders: number
  /** Of memory; 0 until it is loaded. */
  bytes: number
}

export interface LeaseLimits {
  /** How many are kept when nobody holds them. */
  readonly count: number
  /** How much memory all may take together before those go that nobody holds. */
  readonly bytes: number
}

/** Keeps the last few loaded things; what somebody holds is never disposed of. */
export class LeaseCache<T extends { readonly bytes: number; dispose(): void }> {
  // A Map keeps the order of insertion: the first entry is the one that was used longest ago.
  readonly #entries = new Map<string, Entry<T>>()

  constructor(private readonly limits: LeaseLimits) {}

  /** Takes what is kept under the key, or loads it; two who ask at once get the same. */
  async take(key: string, load: () => Promise<T>): Promise<Lease<T>> {
    const entry = this.#entries.get(key) ?? { loading: load(), holders: 0, bytes: 0 }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    entry.holders += 1
    try {
      const value = await entry.loading
      entry.bytes = value.bytes
      return { value, [Symbol.dispose]: once(() => this.#release(entry)) }
    } catch (error) {
      // What failed to load is tried again the next time.
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
      throw error
    }
  }

  #isFull(): boolean {
    const bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.bytes, 0)
    return this.#entries.size > this.limits.count || bytes > this.limits.bytes
  }

  #release(entry: Entry<T>): void {
    entry.holders -= 1
    for (const [key, { holders, loading }] of [...this.#entries]) {
      if (!this.#isFull()) return
      if (holders > 0) continue
      this.#entries.delete(key)
      void loading.then((value) => value.dispose())
    }
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (!done) action()
    done = true
  }
}

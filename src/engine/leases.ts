/** Something that is kept for the next one who needs it, held until it is disposed of. */
export interface Lease<T> extends Disposable {
  readonly value: T
}

interface Entry<T> {
  readonly loading: Promise<T>
  holders: number
}

/** Keeps the last few loaded things; what somebody holds is never disposed of. */
export class LeaseCache<T extends { dispose(): void }> {
  // A Map keeps the order of insertion: the first entry is the one that was used longest ago.
  readonly #entries = new Map<string, Entry<T>>()

  /** @param capacity how many are kept when nobody holds them */
  constructor(private readonly capacity: number) {}

  /** Takes what is kept under the key, or loads it; two who ask at once get the same. */
  async take(key: string, load: () => Promise<T>): Promise<Lease<T>> {
    const entry = this.#entries.get(key) ?? { loading: load(), holders: 0 }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    entry.holders += 1
    try {
      const value = await entry.loading
      return { value, [Symbol.dispose]: once(() => this.#release(entry)) }
    } catch (error) {
      // What failed to load is tried again the next time.
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
      throw error
    }
  }

  #release(entry: Entry<T>): void {
    entry.holders -= 1
    for (const [key, { holders, loading }] of [...this.#entries]) {
      if (this.#entries.size <= this.capacity) return
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

/** Acts on the first request at once and on later ones at most once an interval; what was asked for last always happens. */
export class Throttle {
  readonly #interval: number
  readonly #act: () => void
  #timer: NodeJS.Timeout | undefined
  #asked = false

  /** @param interval milliseconds */
  constructor(interval: number, act: () => void) {
    this.#interval = interval
    this.#act = act
  }

  request(): void {
    this.#asked = true
    if (!this.#timer) this.#run()
  }

  /** Forgets what has not happened yet. */
  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#asked = false
  }

  #run(): void {
    this.#timer = undefined
    if (!this.#asked) return
    this.#asked = false
    this.#act()
    this.#timer = setTimeout(() => this.#run(), this.#interval)
  }
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** So many used tokens are remembered, to say that they were used. */
const mostRemembered = 100

/** Secrets that let in once each: there is one at a time that was not used yet. */
export class OneTimeTokens {
  #current: string | undefined
  #used: string[] = []

  /** A fresh token in the place of the present one. */
  renew(): string {
    this.#current = randomSecret()
    return this.#current
  }

  /** `good` uses the token up. */
  use(offered: string): 'good' | 'used' | 'wrong' {
    if (this.#current !== undefined && sameSecret(offered, this.#current)) {
      this.#used = [this.#current, ...this.#used.slice(0, mostRemembered - 1)]
      this.#current = undefined
      return 'good'
    }
    return this.#used.some((one) => sameSecret(offered, one)) ? 'used' : 'wrong'
  }
}

/** 256 random bits that can stand in addresses and cookies. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in a time that tells nothing: hashes first, because the comparison wants equal lengths. */
export function sameSecret(offered: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(offered), hash(expected))
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What may happen with a request: go on, be let in with a cookie, or go no further. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'enter'; readonly cookie: string }
  | { readonly kind: 'refuse'; readonly reason: string }

export interface Guard {
  /** The secret that the printed address carries. */
  readonly token: string
  check(request: IncomingMessage): Verdict
}

/** Lets in only the browser that opened the printed address. @param port on which the server listens */
export function createGuard(port: number): Guard {
  const token = randomBytes(32).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  // Cookies do not keep ports apart: two servers on one computer would take each other's cookie away.
  const cookieName = `headstart-${port}`
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]

  function check(request: IncomingMessage): Verdict {
    const { host = '', origin, cookie = '' } = request.headers
    // A foreign name can be made to point to 127.0.0.1 (DNS rebinding); the browser would then take the foreign page
    // for ours and let it read everything. Its requests carry the foreign name.
    if (!hosts.includes(host)) return refuse('This address is not the one that Headstart serves.')
    const { method = '', url = '/' } = request
    const isRead = method === 'GET' || method === 'HEAD'
    // Browsers send the origin of the page with everything that is not a read: another site's form ends here.
    if (!isRead && origin !== `http://${host}`) return refuse('This request comes from another page.')
    const offered = isRead ? tokenIn(url) : null
    if (offered !== null) {
      if (!sameSecret(offered, token))
        return refuse('The token in the address is not the one of this server.')
      return { kind: 'enter', cookie: `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/` }
    }
    if (!sameSecret(cookieIn(cookie, cookieName), secret))
      return refuse('This browser has not been let in yet.')
    return { kind: 'pass' }
  }
  return { token, check }
}

function refuse(reason: string): Verdict {
  return { kind: 'refuse', reason }
}

/** The token of `/?token=…`; null on every other path and without one. */
function tokenIn(url: string): string | null {
  const [path, query = ''] = url.split('?', 2)
  return path === '/' ? new URLSearchParams(query).get('token') : null
}

function cookieIn(header: string, name: string): string {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1) ?? ''
}

/** Compares in a time that tells nothing: hashes first, because the comparison wants equal lengths. */
function sameSecret(offered: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(offered), hash(expected))
}

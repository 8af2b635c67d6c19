import type { IncomingMessage } from 'node:http'
import { OneTimeTokens, randomSecret, sameSecret } from './one-time-tokens'

/** What may happen with a request: go on, be let in with a cookie, be led to the page, or go no further. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'enter'; readonly cookie: string }
  | { readonly kind: 'lead' }
  | { readonly kind: 'refuse'; readonly reason: string }

export interface Guard {
  check(request: IncomingMessage): Verdict
  /** A secret that lets one browser in, once; the former one no longer does. */
  freshToken(): string
}

const reasons = {
  host: 'This address is not the one that Headstart serves.',
  origin: 'This request comes from another page.',
  site: 'Another page led here: copy the address into the address bar instead.',
  used: 'This address was used already: it lets one browser in, once.',
  wrong: 'The token in the address is not the one of this server.',
  unknown: 'This browser has not been let in yet.',
}

/**
 * Lets in only the browser that opened a printed address.
 * @param hosts what the server is called, each with its port
 */
export function createGuard(port: number, hosts: readonly string[]): Guard {
  const tokens = new OneTimeTokens()
  const secret = randomSecret()
  // Cookies do not keep ports apart: two servers on one computer would take each other's cookie away.
  const cookieName = `headstart-${port}`

  function check(request: IncomingMessage): Verdict {
    const foreign = reasonAgainstSender(request, hosts)
    if (foreign !== undefined) return { kind: 'refuse', reason: foreign }
    const isKnown = sameSecret(cookieIn(request.headers.cookie ?? '', cookieName), secret)
    const offered = tokenIn(request)
    // Reloaded, or opened again from a bookmark: the cookie counts, and the token leaves the address bar.
    if (isKnown) return { kind: offered === null ? 'pass' : 'lead' }
    if (offered === null) return { kind: 'refuse', reason: reasons.unknown }
    const found = tokens.use(offered)
    if (found !== 'good') return { kind: 'refuse', reason: reasons[found] }
    return { kind: 'enter', cookie: `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/` }
  }
  return { check, freshToken: () => tokens.renew() }
}

/** Why a request is not one that our own page, or its user, would make. */
function reasonAgainstSender(request: IncomingMessage, hosts: readonly string[]): string | undefined {
  const { host = '', origin, upgrade, 'sec-fetch-site': site } = request.headers
  // A foreign name can be made to point to 127.0.0.1 (DNS rebinding); the browser would then take the foreign page
  // for ours and let it read everything. Its requests carry the foreign name.
  if (!hosts.includes(host)) return reasons.host
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  // Browsers send the origin of the page with everything that is not a read, and with every WebSocket: another site's
  // form ends here. WebSockets know no other rule for who may open them.
  const needsOrigin = !isRead || upgrade !== undefined
  if ((needsOrigin || origin !== undefined) && origin !== `http://${host}`) return reasons.origin
  // Pages of another port of the same name count as the same site, and cookies go along with what they ask for.
  if (site === 'cross-site' || site === 'same-site') return reasons.site
  return undefined
}

/** The token of `GET /?token=…`; null on every other path and without one. */
function tokenIn({ method, url = '/' }: IncomingMessage): string | null {
  const [path, query = ''] = url.split('?', 2)
  return method === 'GET' && path === '/' ? new URLSearchParams(query).get('token') : null
}

function cookieIn(header: string, name: string): string {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1) ?? ''
}

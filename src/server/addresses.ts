import { isIP, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { AppError } from '../shared/errors'

export const loopback = '127.0.0.1'

/** Where a server listens, as browsers say it. */
export interface Addresses {
  /** What a request's `Host` may be: address or name, and port. */
  readonly hosts: readonly string[]
  /** The one for the printed address. */
  readonly printed: string
}

/**
 * @param address an IP address of this computer; `0.0.0.0` and `::` are all that it has
 * @throws AppError `bad-input` when it is none
 */
export function addressesOf(address: string, port: number): Addresses {
  requireAddress(address)
  const isEverywhere = address === '0.0.0.0' || address === '::'
  const names = isEverywhere ? ownAddresses() : [address]
  if (names.some(isLoopback)) names.push('localhost')
  const hosts = names.map((name) => hostFor(name, port))
  const [printed = hostFor(loopback, port)] = [
    ...names
      .filter((name) => isEverywhere && isIP(name) === 4 && !isLoopback(name))
      .map((name) => hostFor(name, port)),
    ...hosts,
  ]
  return { hosts, printed }
}

/** @throws AppError `bad-input` when it is no IP address */
export function requireAddress(address: string): void {
  if (isIP(address) !== 0) return
  throw new AppError(
    'bad-input',
    `Expected an IP address of this computer to listen on, got "${address}": give one like 192.168.1.20, or 0.0.0.0 for all.`,
  )
}

/** Whether nobody but this computer reaches it. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

function ownAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return found.map(({ address }) => address)
}

/** As browsers write it: IPv6 in brackets, and no port where it is HTTP's own. */
function hostFor(name: string, port: number): string {
  const shown = isIPv6(name) ? `[${name}]` : name
  return port === 80 ? shown : `${shown}:${port}`
}

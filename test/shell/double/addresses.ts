/**
 * The one place where the double is not what Electron is. Chromium gives an origin only to schemes that were compiled into it,
 * and `app:` is none: the page therefore lives at an address of http under `localhost`, which counts as secure and is never
 * asked of a network. `asset:` needs no such thing: Chromium lets its requests be answered as they are.
 */
const inChromium = 'http://headstart.localhost'
const inElectron = 'app://headstart'

/** @param address as the application names it */
export function toChromium(address: string): string {
  return swap(address, inElectron, inChromium)
}

/** @param address as Chromium names it */
export function toElectron(address: string): string {
  return swap(address, inChromium, inElectron)
}

export function originOf(address: string): string {
  return address.startsWith(`${inElectron}/`) || address === inElectron ? inElectron : new URL(address).origin
}

function swap(address: string, from: string, to: string): string {
  return address === from || address.startsWith(`${from}/`) ? to + address.slice(from.length) : address
}

/** Where the page lives. Both schemes are registered as standard ones, so that they have a host and an origin. */
export const pageScheme = 'app'
export const pictureScheme = 'asset'
export const pageOrigin = `${pageScheme}://headstart`
export const pageAddress = `${pageOrigin}/`
/** What the addresses of pictures begin with. */
export const pictureBase = `${pictureScheme}://headstart/`

/** Whether an address, or an origin, is that of our own page. */
export function isOwn(address: string | undefined): boolean {
  return address === pageOrigin || (address?.startsWith(pageAddress) ?? false)
}

/** What follows the base of an address, with its query; undefined for another base, and for a path with escapes. */
export function placeBelow(base: string, address: string): string | undefined {
  if (!address.startsWith(base)) return undefined
  const place = address.slice(base.length)
  // Nothing that we name needs an escape: `..%2f` and its like mean nothing here.
  return place.split('?', 1)[0]?.includes('%') ? undefined : place
}

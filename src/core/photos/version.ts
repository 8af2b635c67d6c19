/**
 * What stands for a photo's content in the addresses of its pictures: another content, another address.
 * @param hash SHA-256 of its file in hex; null where it could not be read
 */
export function photoVersion(hash: string | null): string {
  return hash === null ? 'none' : hash.slice(0, 16)
}

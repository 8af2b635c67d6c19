import type { Photo } from './contract/photos'

/** A picture that the page may ask for: by a number or a temporary id, never by a path. */
export type PictureRequest =
  | { readonly kind: 'thumbnail' | 'photo'; readonly photo: number }
  | { readonly kind: 'temporary'; readonly asset: string }

type Versioned = Pick<Photo, 'id' | 'version'>

/** A small picture of a photo. @param base what pictures' addresses begin with, as `shell.describe` says */
export function thumbnailAddress(base: string, { id, version }: Versioned): string {
  return `${base}thumbnail/${id}?v=${version}`
}

/** A photo of the project in full. */
export function photoAddress(base: string, { id, version }: Versioned): string {
  return `${base}photo/${id}?v=${version}`
}

/** A photo that was offered to be classified. */
export function temporaryAddress(base: string, asset: string): string {
  return `${base}temporary/${asset}`
}

const numbered = /^(thumbnail|photo)\/([1-9]\d{0,9})$/
const temporary = /^temporary\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

/**
 * Which picture an address means; undefined where it means none.
 * @param path what follows the base, with or without a query
 */
export function pictureRequest(path: string): PictureRequest | undefined {
  const [place = ''] = path.split('?', 1)
  const [, kind, photo] = numbered.exec(place) ?? []
  if (kind === 'thumbnail' || kind === 'photo') return { kind, photo: Number(photo) }
  const [, asset] = temporary.exec(place) ?? []
  return asset === undefined ? undefined : { kind: 'temporary', asset }
}

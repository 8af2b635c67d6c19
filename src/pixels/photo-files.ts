import { extname } from 'node:path'

/** Extensions of files that are taken for photos, lower case, without the dot. */
export const photoExtensions = ['jpg', 'jpeg', 'jpe', 'png', 'webp', 'gif', 'avif', 'tif', 'tiff'] as const

/** Extensions of pictures that cannot be read, with the name of their format: for a reason instead of silence. */
export const unsupportedPhotoExtensions: ReadonlyMap<string, string> = new Map([
  ['bmp', 'BMP'],
  ['dib', 'BMP'],
  ['heic', 'HEIC'],
  ['heif', 'HEIF'],
  ['ico', 'ICO'],
  ['jp2', 'JPEG 2000'],
  ['j2k', 'JPEG 2000'],
  ['jxl', 'JPEG XL'],
  ['psd', 'Photoshop'],
  ['svg', 'SVG'],
  ['cr2', 'Canon raw'],
  ['cr3', 'Canon raw'],
  ['nef', 'Nikon raw'],
  ['arw', 'Sony raw'],
  ['dng', 'DNG raw'],
])

const supported: ReadonlySet<string> = new Set(photoExtensions)

/** Whether a file of this name or path is taken for a photo: the extension decides, upper or lower case. */
export function isPhotoName(name: string): boolean {
  return supported.has(extensionOf(name))
}

/** Why a file of this name is a picture but none that can be read; undefined where the name says nothing of the kind. */
export function unsupportedPhotoReason(name: string): string | undefined {
  const format = unsupportedPhotoExtensions.get(extensionOf(name))
  return format && `${format} pictures are not supported: convert it to JPEG or PNG first.`
}

function extensionOf(name: string): string {
  return extname(name).slice(1).toLowerCase()
}

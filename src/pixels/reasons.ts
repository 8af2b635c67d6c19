import { AppError } from '../shared/errors'

export const NOT_A_PICTURE =
  "The file's content is not a picture in a supported format (JPEG, PNG, WebP, GIF, AVIF, TIFF)."

const DAMAGED = 'The file is cut short or damaged: copy it again from where it came from.'

/** What the operating system refuses with, by its code. */
const systemReasons: Readonly<Record<string, string>> = {
  ENOENT: 'The file is not there any more: it was moved, renamed or deleted.',
  ENOTDIR: 'The file is not there any more: it was moved, renamed or deleted.',
  EACCES: 'Permission to read the file is denied: check who owns it and its rights.',
  EPERM: 'Permission to read the file is denied: check who owns it and its rights.',
  EISDIR: 'This is a folder and not a photo.',
  ELOOP: 'The symbolic link leads back to itself.',
  ENAMETOOLONG: "The file's path is too long for the operating system.",
  EIO: 'The disk could not read the file: it may be failing.',
  EMFILE: 'Too many files are open: close other programs and try again.',
  ERR_FS_FILE_TOO_LARGE: 'The file is larger than 2 GiB.',
}

/** What sharp and libvips say, first match first: a cut header is reported as corrupt and as truncated at once. */
const libraryReasons: readonly (readonly [RegExp, string])[] = [
  [/is empty/i, 'The file is empty.'],
  [/exceeds pixel limit/i, 'The picture has too many pixels (over 200 million): make it smaller.'],
  [
    /compression format has not been built in|unsupported codec/i,
    'HEIC pictures are not supported: convert it to JPEG or PNG first.',
  ],
  [/premature end|unexpected end|end of file|file size too small/i, 'The file is cut short: copy it again.'],
  [/unsupported image format/i, NOT_A_PICTURE],
  // libvips has one place for what went wrong: where several photos fail at once, one may come without its message.
  [/^unknown error$/i, DAMAGED],
  [/corrupt header|read error|unable to parse|bogus|invalid|decod|tiff2vips|vips|webp|gif|heif/i, DAMAGED],
]

/**
 * One sentence for people that says why a photo could not be read.
 *
 * @param error whatever reading or decoding threw: an error of the operating system, of sharp, or an `AppError`, whose
 *   message is taken as it is
 */
export function reasonUnreadable(error: unknown): string {
  if (error instanceof AppError) return error.message
  const { code } = (error ?? {}) as { code?: unknown }
  const known = typeof code === 'string' ? systemReasons[code] : undefined
  if (known) return known
  const message = error instanceof Error ? error.message : String(error)
  const found = libraryReasons.find(([pattern]) => pattern.test(message))
  return found?.[1] ?? `The picture could not be decoded (${message.split('\n')[0] ?? ''}).`
}

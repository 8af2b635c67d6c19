import { AppError } from '../shared/errors'

/** Bytes of UTF-8 that file systems take as a name, and folders above one another. */
const LONGEST_NAME = 255
const DEEPEST = 16

/**
 * A path that somebody sent, as one that stays below the folder that it is put into and means the same on every system.
 * @param path relative, with `/` between folders
 * @throws AppError `bad-input` saying what is wrong with it
 */
export function uploadPath(path: string): string {
  const segments = path.split('/')
  const reason =
    segments.length > DEEPEST ? `lies more than ${DEEPEST} folders deep` : reasonAgainst(segments)
  if (reason === undefined) return path
  throw new AppError(
    'bad-input',
    `The path of a photo below the dropped folder is expected; this one ${reason}.`,
    {
      path,
    },
  )
}

function reasonAgainst(segments: readonly string[]): string | undefined {
  // Half a surrogate pair would come out of the file system as another name.
  if (segments.some((segment) => !segment.isWellFormed())) return 'is not valid Unicode'
  if (segments.some((segment) => /[\p{Cc}\\]/u.test(segment))) return 'has a backslash or control character'
  if (segments.some((segment) => segment === '..' || segment === '.')) return 'leads out of it'
  if (segments.includes('')) return 'begins or ends with a slash, or has two in a row'
  // A letter and a colon are a drive, and a colon later on is a hidden part of a file.
  if (process.platform === 'win32' && segments.some((segment) => segment.includes(':'))) return 'has a colon'
  if (segments.some((segment) => Buffer.byteLength(segment) > LONGEST_NAME))
    return 'has a name that is too long'
  return undefined
}

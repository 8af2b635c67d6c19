import type { Skipped } from '../../shared/contract/photos'
import { counted } from './numbers'
import { table } from './table'

/** What was left out and why, for people; an empty list gives no lines. */
export function describeSkipped(skipped: readonly Skipped[], shown: (path: string) => string): string[] {
  if (skipped.length === 0) return []
  const rows = skipped.map(({ path, reason }) => [shown(path), reason])
  return [
    '',
    `${counted(skipped.length, 'file')} skipped:`,
    table([{ title: 'file' }, { title: 'reason' }], rows),
  ]
}

/** Why nothing came of it, when not one photo could be read. */
export function noneReadable(skipped: readonly Skipped[]): string {
  const [first] = skipped
  if (!first) return 'Expected photos, but there are none: name JPEG, PNG, WebP, AVIF, GIF or TIFF files.'
  const subject = skipped.length === 1 ? 'The photo' : `None of the ${counted(skipped.length, 'file')}`
  return `${subject} could ${skipped.length === 1 ? 'not ' : ''}be read: ${first.path}: ${first.reason}`
}

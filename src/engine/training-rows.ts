import type { TrainManifest } from '../shared/contract/engine'
import type { Skipped } from '../shared/contract/photos'
import { AppError } from '../shared/errors'
import type { LabelledRows } from './head/batches'
import type { PhotoTable } from './training-table'

/** The rows of a table to learn from, and those to check with. */
export interface TrainingRows {
  readonly train: LabelledRows
  /** May be empty. */
  readonly val: LabelledRows
}

/**
 * The rows to learn from and those to check with.
 * @param skipped what could not be read, for the message
 * @throws AppError `unreadable` when no photo of a class to learn from could be read; `bad-input` when it has none
 */
export function labelledRows(
  { classes, train, val }: Pick<TrainManifest, 'classes' | 'train' | 'val'>,
  { photos }: Pick<PhotoTable, 'photos'>,
  skipped: readonly Skipped[],
): TrainingRows {
  const all = [...train, ...val]
  if (photos.length === 0) throw noneReadable(`None of the ${all.length} photos could be read.`, skipped)
  const part = (isWanted: (photo: number) => boolean): LabelledRows => {
    const rows = [...photos.keys()].filter((row) => isWanted(photos[row] as number))
    return { rows, labels: rows.map((row) => all[photos[row] as number]?.label as number) }
  }
  const usable = part((photo) => photo < train.length)
  for (const [label, name] of classes.entries()) {
    if (!usable.labels.includes(label)) throw nothingOf({ label, name }, train, skipped)
  }
  return { train: usable, val: part((photo) => photo >= train.length) }
}

function nothingOf(
  { label, name }: { readonly label: number; readonly name: string },
  train: TrainManifest['train'],
  skipped: readonly Skipped[],
): AppError {
  const own = new Set(train.filter((photo) => photo.label === label).map(({ path }) => path))
  const need = 'A training needs a readable photo of each class to learn from, and'
  if (own.size === 0) {
    return new AppError('bad-input', `${need} "${name}" has none: add photos of it.`, { class: name })
  }
  const unread = skipped.filter(({ path }) => own.has(path))
  return noneReadable(`${need} none of the ${own.size} of "${name}" could be read.`, unread)
}

function noneReadable(what: string, skipped: readonly Skipped[]): AppError {
  const [first] = skipped
  const why = first ? ` The first is ${first.path}: ${first.reason}` : ''
  return new AppError(
    'unreadable',
    `${what}${why} Put the files back where they were, import them again, then train again.`,
    { skipped: skipped.length },
  )
}

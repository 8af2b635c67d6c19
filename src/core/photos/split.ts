import { splitNames } from '../../shared/contract/photos'
import type { SplitName, SplitResult, SplitSettings } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import { makeEdit } from '../labels/history'
import { count, counted } from '../../shared/numbers'
import type { Project } from '../project'
import { shuffled } from '../shuffle'
import { apportion } from './apportion'
import { usablePhotos } from './list'
import type { UsablePhoto } from './list'

/**
 * Deals the labelled, usable photos out to train, val and test, and stores it as an edit; every other photo is in no part
 * afterwards. Drawn at random, each class is shared out alike, and the same photos and seed give the same split; in order,
 * the first photos that came in are for train, the next for val, the last for the test.
 * @throws AppError `bad-input` when no photo is labelled, or when the first photos have none of a class
 */
export function makeSplit(project: Project, settings: SplitSettings): SplitResult {
  const photos = usablePhotos(project, [...splitNames, null])
  if (photos.length === 0) {
    throw new AppError(
      'bad-input',
      'A split needs labelled photos, and there are none: import a folder that holds a subfolder a class.',
    )
  }
  const isRandom = settings.order === 'random'
  const parts = isRandom ? deal(shuffled(photos, settings.seed), settings) : cut(photos, settings)
  const [train, val, test] = splitNames.map((part) => parts[part].length) as [number, number, number]
  makeEdit(project, {
    kind: 'split',
    write: (edit) => write(project, edit, parts, settings),
    describe: () => `split ${counted(photos.length, 'photo')} ${[train, val, test].map(count).join('/')}`,
  })
  return { train, val, test, seed: settings.seed }
}

type Parts = Record<SplitName, UsablePhoto[]>

/** By their places alone. @param photos in the order in which they came in: of an array, the order of its rows */
function cut(photos: readonly UsablePhoto[], settings: SplitSettings): Parts {
  const shares = splitNames.map((name) => settings[name])
  const [train = 0, val = 0] = apportion([photos.length], shares)[0] ?? []
  const parts = {
    train: photos.slice(0, train),
    val: photos.slice(train, train + val),
    test: photos.slice(train + val),
  }
  const learnt = new Set(parts.train.map(({ label }) => label))
  const missing = [...new Set(photos.map(({ label }) => label))].filter((label) => !learnt.has(label))
  // Who wants nothing to train with misses no class there.
  if (settings.train === 0 || missing.length === 0) return parts
  throw new AppError(
    'bad-input',
    `Each class is expected among the first ${count(train)} photos, which are to train with, and there is none of ` +
      `${missing.map((label) => `"${label}"`).join(', ')}: the photos are sorted by class. Make a random split instead, ` +
      'or shuffle them before they are imported.',
    { classes: missing, train },
  )
}

/** Of each class as many photos as it is due, in the order in which they come. */
function deal(photos: readonly UsablePhoto[], settings: SplitSettings): Parts {
  const byClass = Map.groupBy(photos, ({ label }) => label)
  const labels = [...byClass.keys()].sort()
  const classes = labels.map((label) => byClass.get(label) ?? [])
  const shares = splitNames.map((name) => settings[name])
  const counts = apportion(
    classes.map(({ length }) => length),
    shares,
  )
  const parts: Parts = { train: [], val: [], test: [] }
  for (const [number, members] of classes.entries()) {
    let from = 0
    for (const [column, name] of splitNames.entries()) {
      const due = counts[number]?.[column] ?? 0
      parts[name].push(...members.slice(from, from + due))
      from += due
    }
  }
  return parts
}

/** Writes down which photos go into another part than before, and out of all of them, for the edit to move them. */
function write({ database }: Project, edit: number, parts: Parts, settings: SplitSettings): void {
  database
    .prepare(
      `UPDATE history SET split_before = (SELECT value FROM setting WHERE key = 'split'), split_after = ?
       WHERE id = ?`,
    )
    .run(JSON.stringify(settings), edit)
  const move = database.prepare(
    `INSERT INTO history_split (history_id, photo_id, split_before, split_after)
     SELECT :edit, value, split, :part FROM json_each(:ids) JOIN photo ON photo.id = value
     WHERE split IS NOT :part`,
  )
  for (const part of splitNames) move.run({ edit, part, ids: idsOf(parts[part]) })
  database
    .prepare(
      `INSERT INTO history_split (history_id, photo_id, split_before, split_after)
       SELECT :edit, id, split, NULL FROM photo
       WHERE split IS NOT NULL AND id NOT IN (SELECT value FROM json_each(:ids))`,
    )
    .run({ edit, ids: idsOf(splitNames.flatMap((part) => parts[part])) })
}

/** In the order of the rows, which are then written one beside the other. */
function idsOf(photos: readonly UsablePhoto[]): string {
  return JSON.stringify(photos.map(({ id }) => id).sort((one, other) => one - other))
}

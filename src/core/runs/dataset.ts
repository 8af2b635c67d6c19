import { z } from 'zod'
import type { SplitName } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import { counted } from '../../shared/numbers'
import { usablePhotos } from '../photos/list'
import type { UsablePhoto } from '../photos/list'
import type { Project } from '../project'

/** A photo that is in one of the parts. */
interface TrainingPhoto extends UsablePhoto {
  readonly split: SplitName
}

/** What a training learns from: the photos of both parts, and the classes in the order of their numbers. */
export interface Dataset {
  /** Sorted by code points; a photo's label is its class's place in here. */
  readonly classes: readonly string[]
  readonly photos: readonly TrainingPhoto[]
}

/**
 * The labelled photos of the project that are in `train` or `val`, in the order of their paths. No validation photos is
 * allowed; a class without training photos is not.
 * @throws AppError `bad-input` saying what is missing and how to get it
 */
export function trainingDataset(project: Project): Dataset {
  const photos = byPath(usablePhotos(project, ['train', 'val']).filter(isSplit))
  const classes = classNames(photos)
  if (classes.length < 2) throw tooFew(project, classes)
  const trained = new Set(classNames(photos.filter(({ split }) => split === 'train')))
  const untrained = classes.filter((name) => !trained.has(name))
  if (untrained.length > 0) {
    throw new AppError(
      'bad-input',
      `A training needs photos of every class in the part "train", and there is none of ${quoted(untrained)}: ` +
        `label more photos, then split them into parts again (\`headstart split\`).${unreadableNote(project)}`,
      { classes: untrained },
    )
  }
  return { classes, photos }
}

/**
 * The photos of a part that can tell how good a run is: those whose label, as it is now, the run knows.
 * @throws AppError `bad-input` when there is none
 */
export function evaluationPhotos(
  project: Project,
  classes: readonly string[],
  split: SplitName,
): UsablePhoto[] {
  const photos = byPath(usablePhotos(project, [split]).filter(({ label }) => classes.includes(label)))
  if (photos.length > 0) return photos
  throw new AppError(
    'bad-input',
    `There are no photos of the run's classes in the part "${split}": split the photos anew (\`headstart split\`), ` +
      'or evaluate another part.',
    { split },
  )
}

function tooFew(project: Project, classes: readonly string[]): AppError {
  const labelled = classNames(usablePhotos(project, ['train', 'val', 'test', null]))
  if (labelled.length < 2) {
    return new AppError(
      'bad-input',
      `A training needs labelled photos of at least two classes, and there are photos of ` +
        `${labelled.length === 0 ? 'none' : quoted(labelled)}: import a folder that holds a subfolder a class.` +
        unreadableNote(project),
      { classes: labelled },
    )
  }
  if (classes.length === 0) {
    return new AppError(
      'bad-input',
      'The photos are not split into parts yet: split them first (`headstart split`).',
    )
  }
  return new AppError(
    'bad-input',
    `Only ${quoted(classes)} is in the parts "train" and "val", and a training needs at least two classes: split ` +
      'the photos again (`headstart split`).',
    { classes },
  )
}

/** What would be there as well if it could be read; nothing where all can. */
function unreadableNote({ database }: Project): string {
  const count = database
    .prepare(
      'SELECT count(*) FROM photo WHERE problem IS NOT NULL AND NOT excluded AND id IN (SELECT photo_id FROM photo_class)',
    )
    .pluck()
    .get()
  const photos = z.int().parse(count)
  if (photos === 0) return ''
  return (
    ` ${counted(photos, 'labelled photo')} could not be read, and Photos tells why: put the files back and import ` +
    'them again.'
  )
}

function classNames(photos: readonly UsablePhoto[]): string[] {
  return [...new Set(photos.map(({ label }) => label))].sort()
}

function isSplit(photo: UsablePhoto): photo is TrainingPhoto {
  return photo.split !== null
}

function byPath<Photo extends UsablePhoto>(photos: readonly Photo[]): Photo[] {
  return [...photos].sort((one, other) => (one.path < other.path ? -1 : 1))
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

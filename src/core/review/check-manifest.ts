import type { z } from 'zod'
import type { crossValidateManifestSchema } from '../../shared/contract/engine'
import { splitNames } from '../../shared/contract/photos'
import type { LabelCheckSettings } from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import { usablePhotos } from '../photos/list'
import type { UsablePhoto } from '../photos/list'
import type { Project } from '../project'
import { featuresFolder } from '../runs/folder'
import { dealFolds } from './folds'

/** What the engine is told, and which photos are meant by it. */
export interface CheckManifest {
  readonly manifest: z.infer<typeof crossValidateManifestSchema>
  /** With the places of their labels among the classes. */
  readonly photos: readonly (UsablePhoto & { readonly place: number })[]
  /** Photos that are the only ones of their classes: no head can know these without having seen them. */
  readonly alone: readonly UsablePhoto[]
  /** Numbers of the classes, in their order. */
  readonly classIds: readonly number[]
}

/** @throws AppError `bad-input` when there are not two classes with two photos each */
export function prepareCheck(
  project: Project,
  { model, input, fit, interpolation, folds, seed }: LabelCheckSettings & { input: number },
): CheckManifest {
  const byClass = Map.groupBy(usablePhotos(project, [...splitNames, null]), ({ label }) => label)
  const members = [...byClass.values()]
  const classes = [...byClass].filter(([, { length }]) => length > 1).map(([label]) => label)
  classes.sort()
  if (classes.length < 2) throw tooFew(classes)
  const places = new Map(classes.map((label, place) => [label, place]))
  const photos = classes
    .flatMap((label) => byClass.get(label) ?? [])
    .map((photo) => ({ ...photo, place: places.get(photo.label) ?? 0 }))
  const usedFolds = Math.min(folds, photos.length)
  const dealt = dealFolds(
    photos.map(({ place }) => place),
    usedFolds,
    seed,
  )
  return {
    photos,
    alone: members.filter(({ length }) => length === 1).flat(),
    classIds: classes.map((label) => byClass.get(label)?.[0]?.classId ?? 0),
    manifest: {
      base: { model, input, pooling: 'avg', fit, interpolation },
      features: featuresFolder(project),
      classes,
      folds: usedFolds,
      seed,
      photos: photos.map(({ path, hash, place }, index) => ({
        path,
        hash,
        label: place,
        fold: dealt[index] ?? 0,
      })),
    },
  }
}

function tooFew(classes: readonly string[]): AppError {
  const found = classes.length === 0 ? 'none' : `only "${classes[0]}"`
  return new AppError(
    'bad-input',
    `A check of the labels needs two classes with two photos each, and there is ${found}: label more photos first.`,
    { classes },
  )
}

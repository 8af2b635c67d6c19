import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import type { Prediction } from '../../shared/contract/predictions'
import { readJsonPart } from './part'

/** What an index of the scores means; `wnid` is the WordNet id of an ImageNet class. */
export interface OutputClass {
  readonly label: string
  readonly wnid?: string
}

const imageNetClassesSchema = z
  .array(z.object({ index: z.int(), wnid: z.string(), name: z.string() }))
  .length(1000)
  .refine(
    (classes) => classes.every(({ index }, position) => index === position),
    'the classes are out of order',
  )

/**
 * The `k` highest of the scores, highest first; of equal ones the earlier class comes first.
 * @param scores one a class, in the order of `classes`
 */
export function decodeTop(
  scores: ArrayLike<number>,
  classes: readonly OutputClass[],
  k: number,
): Prediction[] {
  if (scores.length !== classes.length) {
    throw new AppError(
      'internal',
      `Expected a score for each of ${classes.length} classes, got ${scores.length}.`,
    )
  }
  return classes
    .map(({ label, wnid }, index) => ({
      index,
      label,
      ...(wnid !== undefined && { wnid }),
      score: scores[index] ?? 0,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, k)
}

/** The 1,000 ImageNet classes in the order of the pretrained networks' scores, from the folder `resources`. */
export async function readImageNetClasses(resources: string): Promise<OutputClass[]> {
  const classes = await readJsonPart(
    join(resources, 'models', 'imagenet-classes.json'),
    imageNetClassesSchema,
  )
  return classes.map(({ wnid, name }) => ({ wnid, label: name }))
}

import type { ProjectState } from '../../../shared/contract/projects'

/** What stands in the way of a training, and how to go on. */
export type Obstacle =
  | { readonly kind: 'few-classes'; readonly classes: readonly string[] }
  | { readonly kind: 'not-split' }
  | { readonly kind: 'nothing-to-learn'; readonly classes: readonly string[] }

/** What a training would learn from, as the project is now. */
export interface Readiness {
  readonly train: number
  readonly val: number
  /** Classes with photos to learn from or to check. */
  readonly classes: number
  /** Labelled photos that are in no part yet. */
  readonly unsplit: number
  /** Undefined where a training can begin. */
  readonly obstacle: Obstacle | undefined
}

type Summary = Pick<ProjectState, 'classes'>

/** Counts as the core does: a class without photos is none, and every class of the parts has photos to learn from. */
export function readinessOf({ classes }: Summary): Readiness {
  const sum = (part: 'photos' | 'train' | 'val' | 'test'): number =>
    classes.reduce((total, one) => total + one[part], 0)
  return {
    train: sum('train'),
    val: sum('val'),
    classes: classes.filter(isInParts).length,
    unsplit: sum('photos') - sum('train') - sum('val') - sum('test'),
    obstacle: obstacleOf(classes),
  }
}

function obstacleOf(classes: Summary['classes']): Obstacle | undefined {
  const labelled = classes.filter(({ photos }) => photos > 0)
  if (labelled.length < 2) return { kind: 'few-classes', classes: labelled.map(({ label }) => label) }
  const inParts = classes.filter(isInParts)
  if (inParts.length < 2) return { kind: 'not-split' }
  const unlearnt = inParts.filter(({ train }) => train === 0).map(({ label }) => label)
  return unlearnt.length > 0 ? { kind: 'nothing-to-learn', classes: unlearnt } : undefined
}

function isInParts({ train, val }: Summary['classes'][number]): boolean {
  return train + val > 0
}

import { shuffled } from '../shuffle'

/**
 * Deals photos out to folds, each class as evenly as can be: of a class no fold has two photos more than another, and the
 * same is true of the folds as a whole. The same photos in the same order and seed give the same folds.
 * @param classes the class of each photo
 * @param folds at least 2
 * @returns a fold for each photo, from 0
 */
export function dealFolds(classes: readonly number[], folds: number, seed: number): number[] {
  const result = classes.map(() => 0)
  const byClass = Map.groupBy(classes.keys(), (photo) => classes[photo] ?? 0)
  let next = 0
  for (const members of byClass.values()) {
    for (const photo of shuffled(members, seed)) {
      result[photo] = next % folds
      next += 1
    }
  }
  return result
}

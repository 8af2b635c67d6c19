import type { TrainSettings } from '../../shared/contract/training'

/**
 * How much a photo of each class counts in the loss; null where all count the same. `balanced`: n / (k · n_c) with n
 * photos, k classes and n_c photos of the class, as scikit-learn's `compute_class_weight` has it: the mean over the
 * photos is 1. A class without photos weighs 0.
 * @param labels of the photos that are learned from, 0 to `classes` - 1
 */
export function classWeights(
  weighting: TrainSettings['classWeights'],
  labels: readonly number[],
  classes: number,
): number[] | null {
  if (weighting === 'none') return null
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts.map((count) => (count === 0 ? 0 : labels.length / (classes * count)))
}

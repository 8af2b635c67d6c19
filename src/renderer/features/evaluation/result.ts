import type { Evaluation } from '../../../shared/contract/evaluation'
import { wilsonInterval } from '../../../shared/wilson-interval'
import { strings } from '../../strings'

/**
 * The 95 % interval of an accuracy that was counted on so many photos; undefined where it cannot have been that many,
 * because photos came or went since.
 */
export function intervalOf(accuracy: number, photos: number): [number, number] | undefined {
  const right = Math.round(accuracy * photos)
  if (photos < 1 || Math.abs(right / photos - accuracy) > 1e-6) return undefined
  return wilsonInterval(right, photos)
}

/** Whether other photos or labels were checked than those of the training; its own differ by rounding alone. */
export function isAboutOthers({ accuracy, photos }: Evaluation, then: number | null): boolean {
  return then !== null && Math.abs(accuracy - then) > 0.5 / photos
}

/** What an evaluation means, in a sentence. @param then the accuracy while it trained */
export function resultSentence(evaluation: Evaluation, then: number | null): string {
  const { accuracy, photos, interval } = evaluation
  const { right, rightOf } = strings.runs.result
  return (isAboutOthers(evaluation, then) ? rightOf : right)(accuracy, photos, interval)
}

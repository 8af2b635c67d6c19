import { AppError } from '../../shared/errors'
import { tf } from '../tensorflow'

/** A weight beyond this has left everything that a photo could teach: scores then differ by millions. */
const largestWeight = 1e6

interface Where {
  readonly epoch: number
  readonly learningRate: number
}

/** @throws AppError `bad-input` when a loss is no number any more */
export function checkLoss(loss: number, where: Where): void {
  if (Number.isFinite(loss)) return
  throw diverged('a loss that is a number', `it became ${loss}`, where)
}

/** @throws AppError `bad-input` when weights are no numbers any more, or beyond all measure */
export function checkWeights(variables: readonly tf.Variable[], where: Where): void {
  const largest = tf.tidy(() =>
    Math.max(
      ...variables.map((one) => {
        const sizes = one.abs()
        // A sum keeps what is no number, which a maximum may pass over.
        const sum = sizes.sum().dataSync()[0] ?? NaN
        return Number.isFinite(sum) ? (sizes.max().dataSync()[0] ?? NaN) : NaN
      }),
    ),
  )
  if (largest <= largestWeight) return
  throw diverged(`weights of at most ${largestWeight}`, `one became ${largest}`, where)
}

function diverged(needed: string, found: string, { epoch, learningRate }: Where): AppError {
  return new AppError(
    'bad-input',
    `The training needs ${needed}, and in epoch ${epoch} ${found} with the learning rate ${learningRate}: lower the ` +
      'learning rate.',
    { epoch, learningRate },
  )
}

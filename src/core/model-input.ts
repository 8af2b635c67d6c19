import type { TrainSettings } from '../shared/contract/training'
import { AppError } from '../shared/errors'
import { modelFacts } from '../shared/models'
import type { ModelId } from '../shared/models'

/** Side of the photos, in pixels, that a network from scratch takes where none is wished. */
const scratchInput = 96

/**
 * The network by its own name, and the side of its input in pixels: the one that was wished, else its usual one.
 * @throws AppError `not-found` for an unknown network; `bad-input` when the side is too small for it
 */
export function resolveInput(wished: { model: string; input: number | null }): {
  model: ModelId
  input: number
} {
  const { id, input, minInput } = modelFacts(wished.model)
  const side = wished.input ?? input
  if (side >= minInput) return { model: id, input: side }
  throw new AppError(
    'bad-input',
    `${id} takes photos of at least ${minInput} pixels a side, and the input is ${side}: make it larger.`,
    { model: id, input: side, minInput },
  )
}

/**
 * The settings of a training with the network's own name and side, so that the run says by itself how it was trained; a
 * network from scratch is called `scratch`.
 * @throws AppError `not-found` for an unknown network; `bad-input` for settings that do not go together
 */
export function resolveSettings(
  wished: TrainSettings,
): Omit<TrainSettings, 'input'> & { readonly input: number } {
  const { scratch, fineTune, input } = wished
  if (!scratch) return { ...wished, ...resolveInput(wished) }
  if (fineTune) {
    throw new AppError(
      'bad-input',
      'A network from scratch has no base whose blocks could be tuned: choose either "from scratch" or fine-tuning.',
    )
  }
  const side = input ?? scratchInput
  const smallest = 2 ** scratch.filters.length
  if (side >= smallest) return { ...wished, model: 'scratch', input: side }
  throw new AppError(
    'bad-input',
    `Each of the ${scratch.filters.length} blocks halves the photo, so it needs at least ${smallest} pixels a side, and ` +
      `the input is ${side}: make it larger, or take fewer blocks.`,
    { input: side, minInput: smallest },
  )
}

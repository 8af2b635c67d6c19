import { AppError } from '../shared/errors'
import { modelFacts } from '../shared/models'
import type { ModelId } from '../shared/models'

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

import { AppError } from '../shared/errors'

/** How TensorFlow says that a device's memory ran out. */
const outOfMemory = /RESOURCE_EXHAUSTED|ResourceExhausted|OOM when allocating|out of memory/i

/** The same events; where TensorFlow runs out of memory, the error says what helps. */
export async function* withMemoryErrors<T>(events: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* events
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error) || !outOfMemory.test(error.message))
      throw error
    throw new AppError(
      'no-space',
      'The memory of the computing device ran out: use smaller batches or a smaller input, close other programs, ' +
        'or choose the CPU with --device cpu.',
      undefined,
      error,
    )
  }
}

import { AppError } from '../shared/errors'
import { usesGpu } from './info'

/** How TensorFlow says that a device's memory ran out. */
const outOfMemory = /RESOURCE_EXHAUSTED|ResourceExhausted|OOM when allocating|out of memory/i

/** The same events; where TensorFlow runs out of memory, the error says what helps. */
export async function* withMemoryErrors<T>(events: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* events
  } catch (error) {
    throw toMemoryError(error)
  }
}

/** What was thrown; where TensorFlow ran out of memory, an error that says what helps. */
export function toMemoryError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !outOfMemory.test(error.message)) return error
  return memoryError(usesGpu() ? 'gpu' : 'cpu', error)
}

/** @param device what ran out of memory; the host restarts the engine on the CPU where that was the GPU */
export function memoryError(device: 'cpu' | 'gpu', cause: Error): AppError {
  const advice =
    device === 'gpu'
      ? "The GPU's memory ran out: Headstart computes on the CPU from now on, start again what was running."
      : 'The memory ran out: use smaller batches or a smaller input, or close other programs.'
  return new AppError('no-space', advice, { device }, cause)
}

import { Worker } from 'node:worker_threads'
import { AppError, cancelled } from '../../shared/errors'
import type { ErrorShape } from '../../shared/errors'
import type { ConvertRequest, Converted, ReportBytes } from './convert'

/** What the thread that reads says. */
export type ReaderMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly converted: Converted }
  | { readonly type: 'failed'; readonly error: ErrorShape }

/** So long, in milliseconds, HDF5 may be silent: on some damaged files it turns in circles for ever. */
const longestSilence = 30_000

export interface Reading {
  /** Absolute path of the reader's bundled script. */
  readonly entry: string
  readonly signal: AbortSignal
  readonly report: ReportBytes
  /** Milliseconds; left out: half a minute. */
  readonly silence?: number
}

/**
 * Converts a file in a thread of its own, so that a file which breaks the HDF5 library, fills its memory or keeps it
 * busy for ever breaks nothing else.
 * @throws AppError `cancelled`; `unreadable` when the thread breaks; what `convertWeights` throws
 */
export async function convertInThread(
  request: ConvertRequest,
  { entry, signal, report, silence = longestSilence }: Reading,
): Promise<Converted> {
  if (signal.aborted) throw cancelled()
  // The chatter of HDF5 goes to this process' standard error, which is the engine's log.
  const worker = new Worker(entry, { workerData: request, resourceLimits: { maxOldGenerationSizeMb: 512 } })
  let patience: NodeJS.Timeout | undefined
  try {
    return await new Promise<Converted>((resolve, reject) => {
      const wait = (): void => {
        clearTimeout(patience)
        patience = setTimeout(() => reject(broken(request, 'reading it comes to no end')), silence)
      }
      wait()
      signal.addEventListener('abort', () => reject(cancelled()), { once: true })
      worker.on('message', (message: ReaderMessage) => {
        wait()
        if (message.type === 'progress') report(message.done, message.total)
        else if (message.type === 'done') resolve(message.converted)
        else reject(new AppError(message.error.code, message.error.message, message.error.details))
      })
      worker.on('error', (error) => reject(broken(request, error.message.slice(0, 200), error)))
      worker.on('exit', (code) => reject(broken(request, `the reader ended with ${code}`)))
    })
  } finally {
    clearTimeout(patience)
    await worker.terminate()
  }
}

function broken({ name }: ConvertRequest, why: string, cause?: unknown): AppError {
  return new AppError(
    'unreadable',
    `${name} cannot be read as HDF5 (${why}): it is damaged, fetch it again.`,
    { file: name },
    cause,
  )
}

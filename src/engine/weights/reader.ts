import process from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import { inspect } from 'node:util'
import { toAppError } from '../../shared/errors'
import { convertWeights } from './convert'
import type { ConvertRequest } from './convert'
import type { ReaderMessage } from './reading'

/** The thread that reads one file with HDF5, of which nothing survives: neither what it crashed on nor its memory. */
async function read(): Promise<void> {
  const tell = (message: ReaderMessage): void => parentPort?.postMessage(message)
  try {
    const converted = await convertWeights(workerData as ConvertRequest, (done, total) =>
      tell({ type: 'progress', done, total }),
    )
    tell({ type: 'done', converted })
  } catch (thrown) {
    const error = toAppError(thrown)
    // Without its source: an error of the library's comes with a line of four megabytes.
    if (error.code === 'internal')
      process.stderr.write(`reading weights: ${inspect(error.cause).slice(0, 2000)}\n`)
    tell({ type: 'failed', error: error.toJSON() })
  }
}

void read()

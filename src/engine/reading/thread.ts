import { on } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { ReadOptions } from '../../pixels/read'
import { AppError, cancelled } from '../../shared/errors'
import { ahead, readPhotos } from './photos'
import type { ReadPhoto } from './photos'

export interface ReadRequest {
  readonly paths: readonly string[]
  readonly options: ReadOptions
}

/**
 * A thread that reads photos while this one computes: TensorFlow blocks its thread for as long as a batch takes, and
 * what reads there stands still. It starts when it is first needed and holds up nobody's end.
 */
export class PhotoThread {
  #worker: Worker | undefined

  /** @param entry absolute path of the reader's bundled script */
  constructor(private readonly entry: string) {}

  /**
   * Reads photos ahead of whoever takes them, in the order of the paths.
   * @throws AppError `cancelled` when the signal says so; `internal` when the thread breaks
   */
  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<ReadPhoto, void, undefined> {
    if (signal.aborted) throw cancelled()
    const { port1: port, port2 } = new MessageChannel()
    // Listens first, so that nothing is missed.
    const photos = on(port, 'message', { signal, close: ['close'] })
    this.#start().postMessage({ ...request, port: port2 }, [port2])
    let given = 0
    try {
      for await (const [photo] of photos as AsyncIterable<[ReadPhoto]>) {
        port.postMessage('taken')
        given += 1
        yield photo
        if (given === request.paths.length) return
      }
    } catch (error) {
      throw signal.aborted ? cancelled() : error
    } finally {
      port.close()
    }
    const of = request.paths.length
    throw new AppError('internal', `The thread that reads photos broke after ${given} of ${of}: try again.`)
  }

  #start(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(this.entry)
    this.#worker = worker
    worker.unref()
    // Its requests see their ports close; the next one gets another thread.
    worker.on('error', (error) => process.stderr.write(`reading photos: ${String(error)}\n`))
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined
    })
    return worker
  }
}

/** Reads in the thread what is worth its start. */
export function readFast(
  thread: PhotoThread | undefined,
  request: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<ReadPhoto, void, undefined> {
  if (thread && request.paths.length > ahead) return thread.read(request, signal)
  return readPhotos(request.paths, request.options, signal)
}

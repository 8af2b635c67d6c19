import { parentPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { ahead, readPhotos } from './photos'
import { readInTheBackground } from './priority'
import type { ReadRequest } from './thread'

readInTheBackground()

/** The thread that reads photos: each request comes with a port of its own, to which they go and which ends it. */
parentPort?.on('message', ({ port, ...request }: ReadRequest & { port: MessagePort }) => {
  void answer(request, port)
})

async function answer({ paths, options }: ReadRequest, port: MessagePort): Promise<void> {
  const stop = new AbortController()
  let wanted = ahead
  let onTaken = (): void => undefined
  const taken = (): Promise<void> =>
    new Promise((resolve) => {
      onTaken = resolve
    })
  port.on('message', () => {
    wanted += 1
    onTaken()
  })
  port.once('close', () => {
    stop.abort()
    onTaken()
  })
  try {
    for await (const photo of readPhotos(paths, options, stop.signal)) {
      port.postMessage(photo)
      wanted -= 1
      while (wanted <= 0 && !stop.signal.aborted) await taken()
    }
  } catch (error) {
    // Whoever closed the port wants no answer.
    if (!stop.signal.aborted) throw error
  }
}

import process from 'node:process'
import { endOfChannel } from '../shared/rpc/channel-end'
import type { ProcessEndpoint } from '../shared/rpc/process-wire'

/** What Electron gives to a process that it started; plain Node has a channel at `process` itself. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
}

/** The channel to the host that started this process; undefined where nobody did. */
export function parentChannel(): ProcessEndpoint | undefined {
  if (process.send) return process
  const { parentPort } = process as { readonly parentPort?: ParentPort }
  return parentPort && portChannel(parentPort)
}

function portChannel(port: ParentPort): ProcessEndpoint {
  return {
    send(message, done) {
      port.postMessage(message)
      queueMicrotask(() => done(null))
      return true
    },
    on: (_event, listener) =>
      port.on('message', ({ data }) => {
        if (data !== endOfChannel) listener(data)
      }),
    once: (_event, listener) =>
      port.on('message', ({ data }) => {
        if (data === endOfChannel) listener()
      }),
  }
}

// @ts-check
import { EventEmitter } from 'node:events'

// What a utility process of Electron has in the place of Node's channel: a port, and an end with its parent.
const send = /** @type {(message: unknown) => boolean} */ (process.send?.bind(process))
const port = new EventEmitter()
/** @type {unknown[]} */
const waiting = []
process.on('message', (data) => {
  if (port.listenerCount('message') > 0) port.emit('message', { data, ports: [] })
  else waiting.push(data)
})
port.on('newListener', (name) => {
  if (name !== 'message') return
  queueMicrotask(() => waiting.splice(0).forEach((data) => port.emit('message', { data, ports: [] })))
})
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
Object.defineProperty(process, 'parentPort', {
  value: Object.assign(port, { postMessage: (/** @type {unknown} */ message) => void send(message) }),
})
Object.defineProperty(process, 'send', { value: undefined })

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { wireAddress } from '../shared/upload'
import type { Guard } from './guard'
import type { Limits } from './limits'
import type { Sessions } from './sessions'

export type AnswerUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Turns requests of pages that were let in into connections of their wires, and refuses all others. */
export function wireEndpoint(guard: Guard, sessions: Sessions, limits: Limits): AnswerUpgrade {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.message,
  })
  return (request, socket, head) => {
    socket.on('error', () => undefined)
    if (guard.check(request).kind !== 'pass') return refuse(socket, '403 Forbidden')
    if (request.url !== wireAddress) return refuse(socket, '404 Not Found')
    if (sessions.isFull) return refuse(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (connection) => sessions.take(connection))
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.once('finish', () => socket.destroy())
}

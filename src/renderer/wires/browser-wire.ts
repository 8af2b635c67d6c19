import { ReconnectingWire } from '../../shared/rpc/reconnecting-wire'
import type { Connection, ConnectionEvents } from '../../shared/rpc/reconnecting-wire'
import type { Wire } from '../../shared/rpc/wire'
import { wireAddress } from '../../shared/upload'

/** Frames to the server that this page came from and back, over a connection that is taken up again when it is lost. */
export function browserWire(onState: (connected: boolean) => void): Wire {
  return new ReconnectingWire({ open: openSocket, onState })
}

function openSocket(events: ConnectionEvents): Connection {
  const address = new URL(wireAddress, location.href)
  address.protocol = address.protocol.replace('http', 'ws')
  const socket = new WebSocket(address)
  socket.addEventListener('open', () => events.opened())
  socket.addEventListener('message', ({ data }) => events.text(String(data)))
  // An error is always followed by this.
  socket.addEventListener('close', () => events.lost())
  return {
    // One that is closing takes nothing any more; what it was given is sent again over the next.
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
  }
}

import process from 'node:process'
import { engineContract } from '../shared/contract/engine'
import { processWire } from '../shared/rpc/process-wire'
import { serve } from '../shared/rpc/serve'
import { Device } from './device'
import { engineHandlers } from './handlers'
import { Networks } from './networks'

/** The engine's process: started by the host over a channel, it answers until the channel closes. */
function start(): void {
  const resources = process.env['HEADSTART_RESOURCES']
  if (!resources || !process.send) {
    console.error('This is a part of Headstart that the application starts: run `npm start` instead.')
    process.exit(2)
  }
  // Ctrl+C in a terminal reaches every process of the group; the host decides what ends.
  process.on('SIGINT', () => undefined)
  process.once('disconnect', () => process.exit(0))
  const handlers = engineHandlers({ device: new Device(), networks: new Networks(resources) })
  serve(
    engineContract,
    handlers,
    processWire(process, () => 'The host is gone.'),
    { onError: (name, error) => console.error(`${name}:`, error, error.cause ?? '') },
  )
}

start()

import { join } from 'node:path'
import process from 'node:process'
import { inspect } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { engineContract } from '../shared/contract/engine'
import { AppError } from '../shared/errors'
import { processWire } from '../shared/rpc/process-wire'
import { serve } from '../shared/rpc/serve'
import { CompiledStore } from './compile/store'
import { Device } from './device'
import { engineHandlers } from './handlers'
import { Networks } from './networks'
import { parentChannel } from './parent-channel'
import { PhotoThread } from './reading/thread'

// Computed here, because what other files compute may end up in a bundle that lies elsewhere.
const weightsReader = join(import.meta.dirname, 'weights-reader.js')
const photoReader = join(import.meta.dirname, 'photo-reader.js')

// Photos and batches lie outside of V8's heap, and by its own rule V8 marks the whole heap for every 32 MB of them: a tenth
// of the time that computing features takes. Counted together with the heap they are collected a quarter as often.
setFlagsFromString('--external-memory-accounted-in-global-limit')

/** The engine's process: started by the host over a channel, it answers until the channel closes. */
function start(): void {
  const resources = process.env['HEADSTART_RESOURCES']
  const channel = parentChannel()
  if (!resources || !channel) {
    process.stderr.write(
      'This is a part of Headstart that the application starts: run `npm start` instead.\n',
    )
    process.exit(2)
  }
  // Ctrl+C in a terminal, and closing it, reach every process of the group; the host decides what ends.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
  channel.once('disconnect', () => process.exit(0))
  const compiledFolder = process.env['HEADSTART_COMPILED']
  const compiled = compiledFolder
    ? new CompiledStore(compiledFolder, (line) => process.stderr.write(`${line}\n`))
    : undefined
  const handlers = engineHandlers({
    device: new Device(),
    networks: new Networks(resources, process.env['HEADSTART_MODELS'], compiled),
    photoThread: new PhotoThread(photoReader),
    weightsReader,
  })
  serve(
    engineContract,
    handlers,
    processWire(channel, () => new AppError('disconnected', 'The host is gone.')),
    { onError: log },
  )
}

/** Into the engine's log, with what the host is not told. */
function log(name: string, error: AppError): void {
  process.stderr.write(`${name}: ${inspect(error)}\n`)
}

start()

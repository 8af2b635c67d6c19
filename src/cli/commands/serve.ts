import type { Command } from 'commander'
import { z } from 'zod'
import { classifySettingsSchema } from '../../shared/contract/predictions'
import { toAppError } from '../../shared/errors'
import { isLoopback } from '../../server/addresses'
import type { Host } from '../../core/host'
import { onEnter } from '../on-enter'
import { examples, numberFor } from '../options'
import type { GlobalOptions } from '../options'
import type { RunCommand, Session } from '../session'
import type { Surroundings } from '../surroundings'

interface ServeOptions {
  readonly port: number
  readonly listen?: string
  readonly open: boolean
}

const networkWarning =
  'Others on the network can reach Headstart at this address, and what travels can be read on the way: ' +
  'leave --listen out to keep it to this computer.'

export function addServe(program: Command, run: RunCommand, surroundings: Surroundings): void {
  const port = numberFor(z.int().min(0).max(65_535))
  const { rendererFolder, version, openBrowser, stdin, stdout } = surroundings
  const serve = program
    .command('serve')
    .description('show the application in a browser on this computer, until Ctrl+C')
    .option('--port <n>', 'port to listen on; 0: any that is free', port, 0)
    .option(
      '--listen <address>',
      'IP address for others on the network to reach (default: this computer alone)',
    )
    .option('--no-open', 'do not open a browser')
    .action(({ port, listen: address, open }: ServeOptions, self: Command) =>
      run(self, 'optional', async (session) => {
        const { host, interruption, print, complain } = session
        await openProject(session, self.optsWithGlobals<GlobalOptions>().project !== undefined)
        // No other command has any use for a server, nor time to load it.
        const { startServer } = await import('../../server/serve')
        const server = await startServer({ host, port, address, rendererFolder, version })
        if (address !== undefined && !isLoopback(address)) complain(networkWarning)
        const { json } = self.optsWithGlobals<GlobalOptions>()
        const stopReading = json ? undefined : onEnter(stdin, () => stdout.write(`${server.freshUrl()}\n`))
        const keys = stopReading ? 'Enter prints a fresh address, Ctrl+C ends it' : 'Ctrl+C ends it'
        print({ url: server.url }, () => [`Headstart is at ${server.url} (${keys})`])
        if (open) openBrowser(server.url)
        void warmUp(host)
        await aborted(interruption)
        stopReading?.()
        await server.close()
        return 0
      }),
    )
  examples(serve, 'serve', 'serve --project pets', 'serve --port 8080 --no-open')
}

/** One that was named must open; one that merely lies around must not keep the application from starting. */
async function openProject({ client, project, complain }: Session, isNamed: boolean): Promise<void> {
  if (project === undefined) return
  try {
    await client['project.open']({ folder: project })
  } catch (thrown) {
    if (isNamed) throw thrown
    complain(toAppError(thrown).message)
  }
}

/** Loads the network before the first photo comes; a failure is told when that photo does. */
async function warmUp(host: Host): Promise<void> {
  const { network, top } = classifySettingsSchema.omit({ paths: true }).parse({})
  if (network.kind !== 'pretrained') return
  try {
    const engine = await host.engine.client()
    for await (const event of engine.classify({ network, paths: [], top })) void event
  } catch (error) {
    host.log.warn({ err: error }, 'The engine could not be warmed up.')
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

import type { Command } from 'commander'
import { z } from 'zod'
import { classifySettingsSchema } from '../../shared/contract/predictions'
import { startServer } from '../../server/serve'
import type { Host } from '../../core/host'
import { examples, numberFor } from '../options'
import type { RunCommand } from '../session'
import type { Surroundings } from '../surroundings'

interface ServeOptions {
  readonly port: number
  readonly open: boolean
}

export function addServe(
  program: Command,
  run: RunCommand,
  { rendererFolder, openBrowser }: Pick<Surroundings, 'rendererFolder' | 'openBrowser'>,
): void {
  const port = numberFor(z.int().min(0).max(65_535))
  const serve = program
    .command('serve')
    .description('show the application in a browser on this computer, until Ctrl+C')
    .option('--port <n>', 'port on the loopback; 0: any that is free', port, 0)
    .option('--no-open', 'do not open a browser')
    .action((options: ServeOptions, self: Command) =>
      run(self, 'optional', async ({ host, interruption, print }) => {
        const server = await startServer({ host, port: options.port, rendererFolder })
        print({ url: server.url }, () => [`Headstart is at ${server.url} (Ctrl+C ends it)`])
        if (options.open) openBrowser(server.url)
        void warmUp(host)
        await aborted(interruption)
        await server.close()
        return 0
      }),
    )
  examples(serve, 'serve', 'serve --port 8080 --no-open')
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

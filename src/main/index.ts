import { join } from 'node:path'
import { app } from 'electron'
import { z } from 'zod'
import { createHost } from '../core/host'
import { readPage } from '../core/page-files'
import { Application } from './application'
import { failToStart } from './boxes'
import { forkUtility } from './engine-process'
import { guardPages } from './guards'
import { projectArgument } from './project-argument'
import { registerSchemes } from './protocols'

// Computed here, because what other files compute may end up in a bundle that lies elsewhere.
const bundles = import.meta.dirname

/** What a second start hands over to the first. */
const handedOver = z.object({ project: z.string().nullable() })

const parameters = process.argv.slice(app.isPackaged ? 1 : 2)
const named = projectArgument(parameters, process.cwd()) ?? null

// All of this has to happen before Electron is ready.
registerSchemes()
app.enableSandbox()
guardPages()
if (app.requestSingleInstanceLock({ project: named } satisfies z.infer<typeof handedOver>)) {
  start().catch(failToStart)
} else {
  // The window that is there shows itself, and opens what was named.
  app.exit(0)
}

async function start(): Promise<void> {
  await app.whenReady()
  const root = app.getAppPath()
  const page = await readPage(join(root, 'out', 'renderer'))
  const host = createHost({
    engineEntry: join(bundles, 'engine.js'),
    resources: join(root, 'resources'),
    fork: forkUtility,
  })
  const application = new Application({
    host,
    page,
    preload: join(bundles, '..', 'preload', 'index.cjs'),
    // The launcher falls back to a browser until it hears this.
    onShown: () => process.send?.('shown'),
  })
  const open = (project: string | null): void => {
    application.show()
    if (project !== null) void application.openProject(project)
  }
  app.on('second-instance', (_event, _parameters, _folder, data) =>
    open(handedOver.safeParse(data).data?.project ?? null),
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void application.leave())
  open(named)
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createHost } from '../core/host'
import { runCommandLine } from './command-line'
import { interruptionOf } from './interruption'
import { openBrowser } from './open-browser'
import { tolerateDepartedReader } from './output/departed-reader'
import { nearestFolder } from './project-folder'

// Computed here, because what other files compute may end up in a bundle that lies elsewhere.
const engineEntry = join(import.meta.dirname, 'engine.js')
const root = nearestFolder(import.meta.dirname, 'package.json') ?? import.meta.dirname
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

tolerateDepartedReader(process.stdout)
tolerateDepartedReader(process.stderr)

const status = await runCommandLine(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interruption: interruptionOf(process),
  version,
  rendererFolder: join(root, 'out', 'renderer'),
  createHost: (settings) => createHost({ ...settings, engineEntry, resources: join(root, 'resources') }),
  openBrowser,
})
// Once everything written has left: a pipe takes a long document in pieces.
process.stdout.write('', () => process.stderr.write('', () => process.exit(status)))

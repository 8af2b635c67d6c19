import { relative, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Host } from '../core/host'
import type { HostContract } from '../shared/contract/host'
import type { Client } from '../shared/rpc/contract'
import type { GlobalOptions } from './options'
import { barReporter, lineReporter, silentReporter } from './output/progress'
import type { ProgressReporter } from './output/progress'
import { folded } from './output/printable'
import { findProject, requireProject } from './project-folder'
import type { ExitStatus, Surroundings } from './surroundings'

/** What a command works with while it runs. */
export interface Session {
  readonly host: Host
  readonly client: Client<HostContract>
  /** The project that is meant, opened or not; undefined where there is none. */
  readonly project: string | undefined
  readonly interruption: AbortSignal
  readonly progress: ProgressReporter
  /** The absolute path of what the user named. */
  absolute(path: string): string
  /** A path as people read it: relative where it lies below the folder they are in. */
  shown(path: string): string
  /** The result: the document with `--json`, else the lines. */
  print(document: unknown, lines: () => readonly string[]): void
  /** One line of complaint on standard error. */
  complain(message: string): void
}

/** `required` opens the project or fails; `optional` leaves that to the command. */
export type ProjectNeed = 'required' | 'optional'

export type Work = (session: Session) => Promise<ExitStatus>

/** Runs a command's work with a host of its own, which is closed afterwards whatever happens. */
export type RunCommand = (command: Command, need: ProjectNeed, work: Work) => Promise<void>

export function commandRunner(
  surroundings: Surroundings,
  onStatus: (status: ExitStatus) => void,
): RunCommand {
  return async (command, need, work) => {
    const globals = command.optsWithGlobals<GlobalOptions>()
    const { device, threads, verbose = false } = globals
    const named = globals.project
    const project =
      need === 'required' ? requireProject(named, surroundings) : findProject(named, surroundings)
    const host = surroundings.createHost({ device, threads, verbose })
    const session = createSession(surroundings, globals, host, project)
    try {
      if (need === 'required' && project !== undefined)
        await session.client['project.open']({ folder: project })
      onStatus(await work(session))
    } finally {
      session.progress.finish()
      await host.close()
    }
  }
}

function createSession(
  { folder, interruption, stdout, stderr }: Surroundings,
  { json }: GlobalOptions,
  host: Host,
  project: string | undefined,
): Session {
  const { isTTY = false } = stderr
  const progress = isTTY ? barReporter(stderr) : json ? silentReporter : lineReporter(stderr)
  return {
    host,
    client: host.client(),
    project,
    interruption,
    progress,
    absolute: (path) => resolve(folder, path),
    shown(path) {
      const below = relative(folder, path)
      return below === '' || below.startsWith('..') ? path : below
    },
    print(document, lines) {
      progress.finish()
      stdout.write(json ? `${JSON.stringify(document)}\n` : `${lines().join('\n')}\n`)
    },
    complain(message) {
      progress.finish()
      stderr.write(`headstart: ${folded(message)}\n`)
    },
  }
}

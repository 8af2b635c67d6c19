import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { RecentProject } from '../shared/contract/projects'
import { DATABASE_NAME } from './project'
import { settingsFolder } from './settings-folder'

/** Projects that are remembered; the one that was opened longest ago goes first. */
const MOST = 20

const entrySchema = z.object({ folder: z.string().min(1), opened: z.iso.datetime() })
const fileSchema = z.object({ projects: z.array(entrySchema) })
type Entry = z.infer<typeof entrySchema>

/**
 * The projects that were open lately, kept in the user's settings. The file is read before every change and replaced as a
 * whole: of two processes that change it in the same moment one may lose its latest entry, and never the list.
 */
export class RecentProjects {
  readonly #folder: string
  #turn: Promise<unknown> = Promise.resolve()

  /** @param folder absolute path of the settings folder; it need not be there */
  constructor(folder = settingsFolder()) {
    this.#folder = folder
  }

  /** The newest first, each with whether it is still there. */
  async list(): Promise<RecentProject[]> {
    const entries = await this.#read()
    return entries.map(({ folder, opened }) => ({
      folder,
      name: basename(folder),
      opened,
      present: existsSync(join(folder, DATABASE_NAME)),
    }))
  }

  /**
   * Puts a project first.
   * @throws AppError or the operating system's error where the settings cannot be written
   */
  async opened(folder: string): Promise<void> {
    const entry = { folder: resolve(folder), opened: new Date().toISOString() }
    await this.#change((entries) => [entry, ...without(entries, entry.folder)].slice(0, MOST))
  }

  /** Takes a project out of the list; its folder stays. */
  async forget(folder: string): Promise<RecentProject[]> {
    await this.#change((entries) => without(entries, resolve(folder)))
    return this.list()
  }

  get #file(): string {
    return join(this.#folder, 'recent-projects.json')
  }

  /** A file that is damaged counts as empty: nothing in it is worth refusing to start for. */
  async #read(): Promise<Entry[]> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.#file, 'utf8'))).projects
    } catch {
      return []
    }
  }

  #change(change: (entries: Entry[]) => Entry[]): Promise<void> {
    const result = this.#turn.then(async () => {
      const projects = change(await this.#read())
      await mkdir(this.#folder, { recursive: true })
      await writeFileAtomic(this.#file, `${JSON.stringify({ projects }, null, 2)}\n`)
    })
    this.#turn = result.catch(() => undefined)
    return result
  }
}

function without(entries: readonly Entry[], folder: string): Entry[] {
  return entries.filter((entry) => entry.folder !== folder)
}

/**
 * Passes on what a front is told of the open project, and notes each project that comes up. Only fronts with a window
 * watch: so what scripts do on the command line does not push out what a person had open.
 * @param onError told when a project could not be noted, which is no reason to stop showing it
 */
export async function* noteWatched<Event extends { project: { folder: string } | null }>(
  events: AsyncIterable<Event>,
  recent: RecentProjects,
  onError: (thrown: unknown) => void,
): AsyncGenerator<Event> {
  let noted: string | undefined
  for await (const event of events) {
    const folder = event.project?.folder
    if (folder !== undefined && folder !== noted) await recent.opened(folder).catch(onError)
    noted = folder
    yield event
  }
}

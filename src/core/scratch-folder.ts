import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

/** The computer is part of the name: containers share folders of temporary files, and not the numbers of processes. */
const ours = `headstart-${hostname().replaceAll(/[^\w.]/g, '_')}-`

/** What follows: the process, and what `mkdtemp` adds. */
const remainder = /^(\d+)-[A-Za-z\d]{6}$/

/**
 * Where a process keeps files that nobody needs after it: a folder among the system's temporary files that only its user
 * may enter, made when it is first needed and removed on closing. What processes left behind that did not live to do so
 * is swept away by the next.
 */
export class ScratchFolder {
  readonly #place: string
  #folder: Promise<string> | undefined
  #isClosed = false

  /** @param place absolute path of the folder in which it is made; left out: the system's own for temporary files */
  constructor(place = tmpdir()) {
    this.#place = place
    void sweep(place)
  }

  /** Absolute path of a part of it, which is there afterwards. */
  async part(name: string): Promise<string> {
    this.#folder ??= mkdtemp(join(this.#place, `${ours}${process.pid}-`))
    const part = join(await this.#folder, name)
    await mkdir(part, { recursive: true, mode: 0o700 })
    return part
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const folder = await this.#folder?.catch(() => undefined)
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what is left of processes of this user that are gone. Nobody waits for it, and what will not go stays. */
export async function sweep(place: string): Promise<void> {
  const names = await readdir(place).catch(() => [])
  for (const name of names) {
    const [, pid] = (name.startsWith(ours) && remainder.exec(name.slice(ours.length))) || []
    if (pid === undefined || isAlive(Number(pid))) continue
    const path = join(place, name)
    const found = await lstat(path).catch(() => undefined)
    if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) continue
    await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

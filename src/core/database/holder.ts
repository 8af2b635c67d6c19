import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const holderSchema = z.object({ pid: z.int(), host: z.string(), since: z.iso.datetime() })
type Holder = z.infer<typeof holderSchema>

/** Notes beside a database who holds it. Only for people to read: what keeps others out is SQLite's own lock. */
export function writeHolder(file: string): void {
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  writeFileSync(holderFile(file), `${JSON.stringify(holder)}\n`)
}

/** Who noted that it holds a database; undefined where nobody did, or not legibly. */
export function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(holderFile(file), 'utf8')))
  } catch {
    return undefined
  }
}

export function removeHolder(file: string): void {
  rmSync(holderFile(file), { force: true })
}

function holderFile(file: string): string {
  return join(dirname(file), 'headstart.lock')
}

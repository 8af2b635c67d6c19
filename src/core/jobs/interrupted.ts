import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { JobKind } from '../../shared/contract/jobs'
import { hasCheckpoint } from '../runs/folder'

const ended = 'Headstart ended before this was done'

/** Why work ended that Headstart did not live to see the end of, and what to do now. */
export function interruptedReason(kind: JobKind): string {
  if (kind === 'import') return `${ended}: import the same photos again; what was read is kept.`
  return `${ended}: start it again.`
}

/** The same of a training, which goes on where it has a whole epoch. */
export function interruptedRunReason(isResumable: boolean): string {
  if (!isResumable) return interruptedReason('train')
  return `${ended}: resume it, and it goes on from its last whole epoch (\`headstart runs resume\`).`
}

const unfinished = "status IN ('queued', 'running')"

/** Whoever held the project before is gone, and took its work along: jobs and runs become `interrupted`. */
export function interruptUnfinished({ database }: { readonly database: Database }): void {
  const now = new Date().toISOString()
  const interrupt = database.transaction(() => {
    const end = (table: 'job' | 'run', id: number, reason: string): void => {
      database
        .prepare(`UPDATE ${table} SET status = 'interrupted', reason = ?, ended_at = ? WHERE id = ?`)
        .run(reason, now, id)
    }
    const jobs = database.prepare(`SELECT id, kind, run_id AS run FROM job WHERE ${unfinished}`).all()
    for (const { id, kind, run } of z.array(jobRowSchema).parse(jobs)) {
      const isTraining = kind === 'train' && run !== null
      const reason = isTraining ? interruptedRunReason(hasCheckpoint(database, run)) : undefined
      end('job', id, reason ?? interruptedReason(kind === 'import' ? 'import' : 'train'))
    }
    const runs = database.prepare(`SELECT id FROM run WHERE ${unfinished}`).pluck().all()
    for (const run of z.array(z.int()).parse(runs))
      end('run', run, interruptedRunReason(hasCheckpoint(database, run)))
  })
  interrupt()
}

const jobRowSchema = z.object({ id: z.int(), kind: z.string(), run: z.int().nullable() })

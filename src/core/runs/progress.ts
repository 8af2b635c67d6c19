import type { z } from 'zod'
import type { engineProgressSchema } from '../../shared/contract/engine'
import type { JobContext } from '../jobs/jobs'

const phases = {
  features: 'Computing features',
  training: 'Training',
  scoring: 'Scoring',
  writing: 'Writing',
  comparing: 'Comparing',
} as const

/** Passes the engine's progress on to the job, in words for people. */
export function reportProgress(context: JobContext, event: z.output<typeof engineProgressSchema>): void {
  const { phase, done, total, unit } = event
  context.progress({ phase: phases[phase], done, total, unit })
}

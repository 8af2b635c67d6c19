import { z } from 'zod'
import { evaluationSchema } from './evaluation'
import { importResultSchema } from './photos'
import { exportResultSchema } from './predictions'
import { duplicatesResultSchema, labelCheckResultSchema, suggestionResultSchema } from './review'
import { trainResultSchema } from './training'

export const jobStatuses = [
  'queued',
  'running',
  'done',
  'stopped',
  'cancelled',
  'failed',
  'interrupted',
] as const
export type JobStatus = (typeof jobStatuses)[number]

/** How far a job is. `rate` is in units a second and `eta` in seconds; null until they can be told. */
export const progressSchema = z.object({
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  rate: z.number().nullable(),
  eta: z.number().nullable(),
})
export type Progress = z.infer<typeof progressSchema>

const common = {
  job: z.int().positive(),
  status: z.enum(jobStatuses),
  progress: progressSchema.nullable(),
  /** Why it failed or was interrupted, for people. */
  reason: z.string().nullable(),
  created: z.iso.datetime(),
}

/** A long piece of work; `result` is there once it is done or was stopped and kept. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('import'), result: importResultSchema.nullable() }),
  z.object({
    ...common,
    kind: z.literal('train'),
    run: z.int(),
    /** Whether it waits, whole epochs kept, until it is told to go on. */
    paused: z.boolean().default(false),
    result: trainResultSchema.nullable(),
  }),
  z.object({ ...common, kind: z.literal('evaluate'), run: z.int(), result: evaluationSchema.nullable() }),
  z.object({ ...common, kind: z.literal('export'), run: z.int(), result: exportResultSchema.nullable() }),
  z.object({
    ...common,
    kind: z.literal('suggest'),
    run: z.int(),
    result: suggestionResultSchema.nullable(),
  }),
  z.object({ ...common, kind: z.literal('check-labels'), result: labelCheckResultSchema.nullable() }),
  z.object({ ...common, kind: z.literal('find-duplicates'), result: duplicatesResultSchema.nullable() }),
])
export type Job = z.infer<typeof jobSchema>
export type JobKind = Job['kind']

/** Whether a job, or the run that it trains, will not change any more. */
export function hasEnded({ status }: { readonly status: JobStatus }): boolean {
  return status !== 'queued' && status !== 'running'
}

/** `jobs` takes the place of everything told before (another project was opened); `job` is one that began or changed. */
export const jobsEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('jobs'), jobs: z.array(jobSchema) }),
  z.object({ type: z.literal('job'), job: jobSchema }),
])
export type JobsEvent = z.infer<typeof jobsEventSchema>

import { z } from 'zod'
import { call, stream } from '../rpc/contract'
import { jobSchema } from './jobs'
import {
  importSettingsSchema,
  photoFilterSchema,
  photoListSchema,
  splitResultSchema,
  splitSettingsSchema,
} from './photos'
import {
  classifyEventSchema,
  classifySettingsSchema,
  exportSettingsSchema,
  featuresEventSchema,
  featuresSettingsSchema,
} from './predictions'
import {
  evaluationSettingsSchema,
  runDetailSchema,
  runEventSchema,
  runSchema,
  trainSettingsSchema,
} from './training'

const nothing = z.object({})
const folder = z.object({ folder: z.string().min(1) })
const jobReference = z.object({ job: z.int().positive() })
const runReference = z.object({ run: z.int().positive() })

export const projectSchema = z.object({ project: z.string() })

export const doctorReportSchema = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
})
export type DoctorReport = z.infer<typeof doctorReportSchema>

/** What the core offers to its fronts: the window, the web page and the command line. */
export const hostContract = {
  'project.create': call({ input: folder, output: projectSchema }),
  'project.open': call({ input: folder, output: projectSchema }),

  'photos.import': call({ input: importSettingsSchema, output: jobReference }),
  'photos.list': call({ input: photoFilterSchema, output: photoListSchema }),
  'split.make': call({ input: splitSettingsSchema, output: splitResultSchema }),

  'runs.start': call({ input: trainSettingsSchema, output: z.object({ job: z.int(), run: z.int() }) }),
  'runs.list': call({ input: nothing, output: z.array(runSchema) }),
  'runs.show': call({ input: runReference, output: runDetailSchema }),
  'runs.watch': stream({ input: runReference, event: runEventSchema }),
  'runs.delete': call({ input: runReference, output: runReference }),
  'runs.evaluate': call({ input: evaluationSettingsSchema, output: jobReference }),
  'runs.export': call({ input: exportSettingsSchema, output: jobReference }),

  'jobs.list': call({ input: nothing, output: z.array(jobSchema) }),
  /** The job as it is now, then every change, until it has ended. */
  'jobs.watch': stream({ input: jobReference, event: jobSchema }),
  /** `keep`: what is whole stays (a training keeps its best epoch); otherwise it is as if it had never begun. */
  'jobs.stop': call({ input: jobReference.extend({ keep: z.boolean().default(true) }), output: jobSchema }),

  'photos.classify': stream({ input: classifySettingsSchema, event: classifyEventSchema }),
  'features.write': stream({ input: featuresSettingsSchema, event: featuresEventSchema }),
  'doctor.check': call({ input: nothing, output: doctorReportSchema }),
} as const
export type HostContract = typeof hostContract

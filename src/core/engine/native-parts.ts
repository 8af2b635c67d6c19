import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** What the set-up wrote down about the native parts that it provided; other entries are its own business. */
const nativePartsSchema = z.object({
  tensorflow: z.object({
    variant: z.enum(['cpu', 'gpu']).default('cpu'),
    version: z.string().optional(),
    /** Whether test/gpu has found the GPU's results equal to the CPU's. */
    verified: z.boolean().default(false),
    /** Absolute folders that the dynamic linker has to search; only the GPU variant has any. */
    libraries: z.array(z.string()).default([]),
  }),
})
export type NativeParts = z.infer<typeof nativePartsSchema>

/** The record of the set-up beside `resources`; without one, the CPU variant that needs nothing more. */
export function readNativeParts(resources: string): NativeParts {
  try {
    const record = readFileSync(join(dirname(resources), 'node_modules', '.headstart.json'), 'utf8')
    return nativePartsSchema.parse(JSON.parse(record))
  } catch {
    return { tensorflow: { variant: 'cpu', verified: false, libraries: [] } }
  }
}

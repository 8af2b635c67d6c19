import { readdir } from 'node:fs/promises'
import type { z } from 'zod'
import type { ExportResult, exportSettingsSchema } from '../../shared/contract/predictions'
import { AppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import { usablePhotos } from '../photos/list'
import type { Services } from '../services'
import { requireHead, runFolder } from './folder'
import { reportProgress } from './progress'
import { readRun } from './rows'

type ExportSettings = z.output<typeof exportSettingsSchema>

/** How many photos travel with an export, so that whoever uses it can compare the scores. */
const sampleCount = 3

/**
 * Queues the export of a run into a new or empty folder.
 * @throws AppError `not-found`; `bad-input` when the run has no head; `exists` when the folder holds something
 */
export async function startExport(services: Services, settings: ExportSettings): Promise<{ job: number }> {
  const { project, jobs } = services
  const { run, out } = settings
  const detail = readRun(project.database, run)
  requireHead(detail)
  await requireVacant(out)
  const samples = samplePhotos(usablePhotos(project, ['val']), detail.classes)
  const job = jobs.start('export', (context) => writeExport(services, settings, samples, context), { run })
  return { job }
}

async function writeExport(
  { project, engine }: Services,
  { run, out, formats }: ExportSettings,
  samples: readonly Sample[],
  context: JobContext,
): Promise<ExportResult> {
  const manifest = {
    folder: runFolder(project, run),
    out,
    formats,
    samples: samples.map(({ path, hash, label }) => ({ path, hash, label })),
  }
  const client = await engine.client()
  for await (const event of client.export(manifest, { signal: context.stopSignal })) {
    if (event.type === 'done') return event.result
    reportProgress(context, event)
  }
  throw new AppError('engine', 'The engine ended the export without a result: start it again.')
}

interface Sample {
  readonly path: string
  readonly hash: string
  readonly label: string
}

/** Up to three photos: one of each class, in the order of the classes, before a second of any. */
export function samplePhotos<Photo extends Sample>(
  photos: readonly Photo[],
  classes: readonly string[],
): Photo[] {
  const ofClasses = classes.map((name) => photos.filter(({ label }) => label === name))
  const rounds = Array.from({ length: sampleCount }, (_, round) =>
    ofClasses.flatMap((own) => own[round] ?? []),
  )
  return rounds.flat().slice(0, sampleCount)
}

/** Files and folders with something in them are never written over. */
async function requireVacant(out: string): Promise<void> {
  const entries = await readdir(out).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return []
    if (thrown.code === 'ENOTDIR') return [out]
    throw thrown
  })
  if (entries.length === 0) return
  throw new AppError(
    'exists',
    `An export goes into a folder that does not exist yet or is empty, and ${out} holds something: choose another.`,
    { out },
  )
}

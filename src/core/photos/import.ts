import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import PQueue from 'p-queue'
import type { ImportResult, ImportSettings, Skipped } from '../../shared/contract/photos'
import { cancelled } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import type { Project } from '../project'
import { importArrays } from './import-arrays'
import { placementsOf } from './layout'
import { countClasses } from './list'
import { readPhoto } from './read'
import type { Candidate, Reading } from './read'
import { removeEmptyRoot, rootInPlace, rootOfCopies, rootOfUpload } from './roots'
import type { ImportRoot } from './roots'
import { findPhotos, findUploaded } from './sources'
import type { Source } from './sources'
import { PhotoStore } from './store'
import type { Outcome } from './store'

/** Photos that are read at once: on two cores, sharp gives twice as many a second as one at a time. */
const IN_FLIGHT = 4
/** Photos a transaction. */
const BATCH = 200

type Context = Pick<JobContext, 'cancelSignal' | 'stopSignal' | 'progress'>
type Tally = { added: number; unchanged: number; duplicates: number; skipped: Skipped[] }

/**
 * Takes the photos of folders, and photos by themselves, into the project; what cannot be used is listed with its reason
 * and never ends the import. Stopped or cancelled, what is in stays. Rows are made in the order of the photos' relative
 * paths, folder by folder; those of arrays after them, in the order of their rows.
 * @param uploaded absolute path of a folder of photos that were sent here, which are moved into the project
 * @returns `classes` counts the labelled, usable photos of the whole project
 * @throws AppError `not-found` or `bad-input` for a source that is neither folder nor photo, `denied` for one that cannot
 *   be opened, `no-space`, `cancelled`
 */
export async function importPhotos(
  project: Project,
  settings: ImportSettings,
  context: Context,
  uploaded?: string,
): Promise<ImportResult> {
  const begin = performance.now()
  const tally: Tally = { added: 0, unchanged: 0, duplicates: 0, skipped: [] }
  const sources = await findPhotos(project, settings.sources, context, tally.skipped)
  if (uploaded !== undefined) sources.push(await findUploaded(uploaded, context, tally.skipped))
  const counter = progressCounter(sources, context)
  for (const source of sources) await importSource(project, source, settings, context, counter, tally)
  if (settings.arrays) await importArrays(project, settings.arrays, context, tally)
  if (context.cancelSignal.aborted) throw cancelled()
  return { ...tally, classes: countClasses(project), seconds: (performance.now() - begin) / 1000 }
}

async function importSource(
  project: Project,
  source: Source,
  { copy, labelsFromNames }: ImportSettings,
  { stopSignal }: Context,
  onRead: () => void,
  tally: Tally,
): Promise<void> {
  if (stopSignal.aborted) return
  const root = rootOf(project, source, copy)
  const candidates = candidatesOf(source, root, labelsFromNames)
  const store = new PhotoStore(project, root)
  const queue = new PQueue({ concurrency: IN_FLIGHT })
  for (let from = 0; from < candidates.length; from += BATCH) {
    const read = candidates.slice(from, from + BATCH).map((candidate) => async () => {
      if (stopSignal.aborted) return undefined
      const reading = await readPhoto(candidate, store)
      onRead()
      return reading
    })
    const readings = (await queue.addAll(read)).filter((reading) => reading !== undefined)
    await count(readings, store.record(readings), source, tally)
  }
  if (source.upload) removeEmptyRoot(project, root)
}

function rootOf(project: Project, { folder, upload }: Source, copy: boolean): ImportRoot {
  if (upload) return rootOfUpload(project, upload.name)
  return copy ? rootOfCopies(project, folder) : rootInPlace(project, folder)
}

function candidatesOf({ photos, upload }: Source, root: ImportRoot, labelsFromNames: boolean): Candidate[] {
  const placements = placementsOf(
    photos.map(({ relative }) => relative),
    labelsFromNames,
  )
  return placements.map((placement, index) => {
    const { path = '', relative = '' } = photos[index] ?? {}
    const isMoved = upload !== undefined
    return { ...placement, source: path, relative, target: join(root.folder, relative), isMoved }
  })
}

async function count(
  readings: readonly Reading[],
  outcomes: readonly Outcome[],
  { upload }: Source,
  tally: Tally,
): Promise<void> {
  for (const [index, outcome] of outcomes.entries()) {
    const candidate = readings[index]?.candidate
    if (!candidate) continue
    // Where a photo waited after it was sent means nothing to anybody: it is known by its place in what was dropped.
    const path = upload ? relative(upload.folder, candidate.source) : candidate.source
    if (outcome.kind === 'skipped') tally.skipped.push({ path, reason: outcome.reason })
    else if (outcome.kind === 'duplicate') tally.duplicates += 1
    else tally[outcome.kind] += 1
    // Of two equal photos that were read at the same time both were copied, and the second has no row.
    const hasRow = outcome.kind === 'skipped' ? outcome.hasRow : outcome.kind !== 'duplicate'
    if (!hasRow && candidate.target !== candidate.source) await rm(candidate.target, { force: true })
  }
}

function progressCounter(sources: readonly Source[], { progress }: Context): () => void {
  const total = sources.reduce((sum, { photos }) => sum + photos.length, 0)
  let done = 0
  const tell = (): void => progress({ phase: 'Reading photos', done, total, unit: 'photos' })
  if (sources.length > 0) tell()
  return () => {
    done += 1
    tell()
  }
}

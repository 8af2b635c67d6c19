import type { Skipped } from '../../shared/contract/photos'
import type { LabelCheckResult, LabelCheckSettings } from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import { resolveInput } from '../model-input'
import { markProblem } from '../photos/list'
import { reportProgress } from '../runs/progress'
import type { Services } from '../services'
import { prepareCheck } from './check-manifest'
import type { CheckManifest } from './check-manifest'
import { writeCheck } from './check-rows'
import { doubtLabels } from './confident-learning'

/**
 * Queues a check of the labels: heads are trained on folds of the labelled photos, each says what it thinks of the photos
 * that it has not seen, and what contradicts a label is kept for `labels.suspects`, in place of the check before.
 * @throws AppError `not-found` for an unknown network, and for one whose weights are missing; `bad-input` when the input is
 *   too small or there are not two classes with two photos each
 */
export function startLabelCheck(services: Services, wished: LabelCheckSettings): { job: number } {
  const settings = { ...wished, ...resolveInput(wished) }
  services.models.require(settings.model, { top: false })
  const check = prepareCheck(services.project, settings)
  return { job: services.jobs.start('check-labels', (context) => checkLabels(services, check, context)) }
}

async function checkLabels(
  services: Services,
  check: CheckManifest,
  context: JobContext,
): Promise<LabelCheckResult> {
  const start = performance.now()
  const { project } = services
  const { scored, skipped } = await crossValidate(services, check, context)
  if (scored.length === 0) {
    throw new AppError('unreadable', `None of the photos could be read: ${skipped[0]?.reason ?? ''}`, {
      skipped,
    })
  }
  const doubts = doubtLabels(scored, check.manifest.classes.length)
  const rows = scored.map(({ photo }, index) => ({ photo, doubt: doubts[index] ?? null }))
  const alone = check.alone.map((photo) => ({ photo, doubt: null }))
  writeCheck(project, [...rows, ...alone], check.classIds)
  project.changes.tell()
  return {
    photos: scored.length,
    suspects: doubts.filter(({ isSuspect }) => isSuspect).length,
    seconds: (performance.now() - start) / 1000,
    skipped,
  }
}

async function crossValidate(
  { project, engine }: Services,
  { manifest, photos }: CheckManifest,
  context: JobContext,
) {
  const byPath = new Map(photos.map((photo) => [photo.path, photo]))
  const scored: { photo: (typeof photos)[number]; label: number; scores: number[] }[] = []
  const skipped: Skipped[] = []
  const client = await engine.client()
  for await (const event of client.crossValidate(manifest, { signal: context.stopSignal })) {
    if (event.type === 'progress') {
      reportProgress(context, event)
      continue
    }
    const path = event.type === 'skipped' ? event.skipped.path : event.path
    const photo = byPath.get(path)
    if (!photo) throw new AppError('internal', `The engine checked ${path}, which it was not asked for.`)
    if (event.type === 'scored') scored.push({ photo, label: photo.place, scores: event.scores })
    else {
      skipped.push(event.skipped)
      markProblem(project, photo.id, event.skipped.reason)
    }
  }
  return { scored, skipped }
}

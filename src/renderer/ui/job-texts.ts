import type { Job } from '../../shared/contract/jobs'
import { strings } from '../strings'
import { count, duration, rate } from './formats'

const texts = strings.frame.jobs

/** How far a job is, 0 to 1; null where nothing can be counted. */
export function share({ progress }: Job): number | null {
  if (!progress?.total) return null
  return Math.min(1, progress.done / progress.total)
}

/** Phase, count and rate in one line, as far as they are known. */
export function howFar({ status, progress }: Job): string {
  if (status === 'queued' || !progress) return texts.statuses[status]
  const { phase, done, total, unit, rate: perSecond } = progress
  const counted = total === null ? `${count(done)} ${unit}` : texts.of(count(done), count(total), unit)
  const parts = [texts.phase(phase), counted]
  if (perSecond !== null && perSecond > 0) parts.push(rate(perSecond, unit))
  return parts.join(' · ')
}

/** The time that is left, empty while it cannot be told. */
export function timeLeft({ progress }: Job): string {
  return typeof progress?.eta === 'number' ? texts.left(duration(progress.eta)) : ''
}

/** The pill's line: what runs, how far it is, and the time that is left. */
export function inShort(job: Job): string {
  const { progress, kind } = job
  if (!progress?.total) return texts.kinds[kind]
  const left = progress.eta === null ? [] : [duration(progress.eta)]
  return [`${texts.kinds[kind]} ${count(progress.done)}/${count(progress.total)}`, ...left].join(' · ')
}

/** How a job ended, in a sentence; its reason where there is one, and nothing where its state says it all. */
export function outcome(job: Job): string {
  if (job.reason) return job.reason
  if (!job.result) return ''
  switch (job.kind) {
    case 'import':
      return texts.imported(count(job.result.added), job.result.skipped.length)
    case 'train':
      return texts.trained(job.result.best.epoch, job.result.best.valAccuracy)
    case 'evaluate':
      return texts.evaluated(job.result.accuracy, count(job.result.photos))
    case 'export':
      return texts.exported(job.result.files.length, job.result.out)
    case 'suggest':
      return texts.suggested(job.result.photos)
    case 'check-labels':
      return texts.labelsChecked(job.result.photos, job.result.suspects)
    case 'find-duplicates':
      return texts.duplicatesFound(job.result.groups, job.result.photos)
  }
}

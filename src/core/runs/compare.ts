import type { z } from 'zod'
import type { RunComparison, runComparisonSettingsSchema } from '../../shared/contract/evaluation'
import type { SplitName } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import { wilsonInterval } from '../../shared/wilson-interval'
import { readPhotos } from '../photos/list'
import type { Project } from '../project'
import { answerTable, classIdsOf, readRunClasses } from './classes'
import type { RunClasses } from './classes'
import { countUnscored, scoredPhotos } from './scores'

type Settings = z.output<typeof runComparisonSettingsSchema>

/** What a run says of the photos of a part. */
interface Answers {
  readonly run: number
  readonly classes: RunClasses
  /** By photo: the place of the answer, its probability, and whether it is right by today's label. */
  readonly byPhoto: ReadonlyMap<number, { predicted: number; score: number; right: boolean }>
  readonly unscored: number
}

/**
 * Which of the photos that all of the runs have said something of each gets right, by today's labels.
 * @throws AppError `not-found`; `bad-input` where a run comes twice or the pattern is not one answer a run
 */
export function compareRuns(project: Project, settings: Settings): RunComparison {
  const { runs, split, pattern, limit, offset } = settings
  assertSound(settings)
  const all = runs.map((run) => readAnswers(project, run, split))
  const common = [...(all[0]?.byPhoto.keys() ?? [])].filter((id) =>
    all.every(({ byPhoto }) => byPhoto.has(id)),
  )
  const rightOf = (id: number): boolean[] => all.map(({ byPhoto }) => byPhoto.get(id)?.right ?? false)
  const patterns = Map.groupBy(common, (id) => keyOf(rightOf(id)))
  const listed = common.filter((id) => {
    const right = rightOf(id)
    return pattern ? keyOf(pattern) === keyOf(right) : new Set(right).size > 1
  })
  return {
    photos: common.length,
    runs: all.map(({ run, byPhoto, unscored }) => {
      const right = common.filter((id) => byPhoto.get(id)?.right).length
      const measures = common.length > 0 && {
        accuracy: right / common.length,
        interval: wilsonInterval(right, common.length),
      }
      return { run, right, unscored, ...(measures || { accuracy: null, interval: null }) }
    }),
    patterns: [...patterns]
      .map(([key, photos]) => ({ right: [...key].map((sign) => sign === '1'), photos: photos.length }))
      .sort((one, other) => other.photos - one.photos),
    listed: {
      total: listed.length,
      photos: readPhotos(project, listed.slice(offset, offset + limit)).map(
        ({ id, path, version, label }) => ({
          id,
          path,
          version,
          label: label ?? '',
          answers: all.map((answers) => answerAbout(answers, id)),
        }),
      ),
    },
  }
}

function assertSound({ runs, pattern }: Settings): void {
  if (new Set(runs).size < runs.length) {
    throw new AppError(
      'bad-input',
      `Different runs can be compared, and one of ${runs.join(', ')} comes twice.`,
    )
  }
  if (pattern && pattern.length !== runs.length) {
    throw new AppError(
      'bad-input',
      `A pattern says of each of the ${runs.length} runs whether it is right, and this one says it of ${pattern.length}.`,
    )
  }
}

function readAnswers(project: Project, run: number, split: SplitName): Answers {
  const { database } = project
  const classes = readRunClasses(database, run)
  const rows = database
    .prepare<[object], [id: number, predicted: number, score: number, right: number]>(
      `WITH ${answerTable} SELECT photo.id, predicted, confidence, place = predicted ${scoredPhotos} ORDER BY photo.id`,
    )
    .raw()
    .all({ run, split, classIds: classIdsOf(classes) })
  const photos = rows.map(
    ([id, predicted, score, right]) => [id, { predicted, score, right: right === 1 }] as const,
  )
  return { run, classes, byPhoto: new Map(photos), unscored: countUnscored(project, run, classes, split) }
}

function answerAbout({ classes, byPhoto }: Answers, id: number) {
  const { predicted, score, right } = byPhoto.get(id) ?? { predicted: -1, score: 0, right: false }
  return { predicted: classes.names[predicted] ?? '', score, right }
}

function keyOf(right: readonly boolean[]): string {
  return right.map(Number).join('')
}

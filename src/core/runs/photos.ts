import { resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { RunPhoto, RunPhotosSettings, runPhotosSchema } from '../../shared/contract/evaluation'
import { rootFolders } from '../photos/roots'
import { photoVersion } from '../photos/version'
import type { Project } from '../project'
import { answerTable, classIdsOf, readRunClasses } from './classes'
import { scoredPhotos, toScores } from './scores'

const rowSchema = z.object({
  id: z.int(),
  rootId: z.int(),
  path: z.string(),
  hash: z.string(),
  place: z.int(),
  predicted: z.int(),
  confidence: z.number(),
  scores: z.instanceof(Buffer),
  trainedClass: z.int().nullable(),
})

const isRight = 'place = predicted'

/** Equals in the order in which they came in. */
const orders = {
  worst: `${isRight}, iif(${isRight}, confidence, -confidence), photo.id`,
  best: `${isRight} DESC, iif(${isRight}, -confidence, confidence), photo.id`,
  unsure: 'confidence, photo.id',
} as const

/**
 * A page of the photos of a part that a run has said something of, by today's labels.
 * @throws AppError `not-found`
 */
export function listRunPhotos(
  project: Project,
  settings: RunPhotosSettings,
): z.infer<typeof runPhotosSchema> {
  const { database } = project
  const { run, split, order, limit, offset, label, predicted, right, from, to } = settings
  const classes = readRunClasses(database, run)
  const place = (name: string): number => classes.names.indexOf(name)
  const parameters = {
    run,
    split,
    classIds: classIdsOf(classes),
    ...(label !== undefined && { label: place(label) }),
    ...(predicted !== undefined && { predicted: place(predicted) }),
    ...(right !== undefined && { right: right ? 1 : 0 }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
  const wanted = `${scoredPhotos}${conditionsOf(settings)}`
  const total = database
    .prepare<[object]>(`WITH ${answerTable} SELECT count(*) ${wanted}`)
    .pluck()
    .get(parameters)
  const rows = database
    .prepare<[object]>(
      `WITH ${answerTable}
       SELECT photo.id, root_id AS rootId, path, photo.hash, place, predicted, confidence, scores,
         (SELECT class_id FROM run_photo WHERE run_id = :run AND photo_id = photo.id) AS trainedClass
       ${wanted} ORDER BY ${orders[order]} LIMIT :limit OFFSET :offset`,
    )
    .all({ ...parameters, limit, offset })
  const folders = rootFolders(project)
  const trainedName = namesOf(database, classes)
  return {
    total: z.int().parse(total),
    photos: z
      .array(rowSchema)
      .parse(rows)
      .map((row): RunPhoto => ({
        id: row.id,
        path: resolve(folders.get(row.rootId) ?? '', row.path),
        version: photoVersion(row.hash),
        label: classes.names[row.place] ?? '',
        trainedLabel: row.trainedClass === null ? null : trainedName(row.trainedClass),
        predicted: classes.names[row.predicted] ?? '',
        score: row.confidence,
        labelScore: toScores(row.scores)[row.place] ?? 0,
      })),
  }
}

/** A bin has its lower edge and not its upper one, but for the last, which has 1. */
function conditionsOf({ label, predicted, right, from, to }: RunPhotosSettings): string {
  const conditions = [
    label !== undefined && 'place = :label',
    predicted !== undefined && 'predicted = :predicted',
    right !== undefined && `(${isRight}) = :right`,
    from !== undefined && 'confidence >= :from',
    to !== undefined && '(confidence < :to OR :to = 1)',
  ]
  return conditions
    .filter((condition) => condition !== false)
    .map((condition) => ` AND ${condition}`)
    .join('')
}

/** Names by numbers of classes, also of those that the run does not answer with. */
function namesOf(database: Database, { ids, names }: ReturnType<typeof readRunClasses>) {
  const other = database.prepare<[number], string>('SELECT name FROM class WHERE id = ?').pluck()
  return (id: number): string | null => names[ids.indexOf(id)] ?? other.get(id) ?? null
}

import { resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { SplitName } from '../../shared/contract/photos'
import { answerPlace } from '../evaluation'
import type { ScoredPhoto, Scores } from '../evaluation'
import { rootFolders } from '../photos/roots'
import type { Project } from '../project'
import { answerTable, classIdsOf } from './classes'
import type { RunClasses } from './classes'

/** What a run says of a photo with a content, by its SHA-256. */
export interface NewScore {
  readonly photo: number
  readonly hash: string
  readonly scores: Scores
}

/** The photos of a part that can tell how good a run is, and what it says of them, if it has said it. */
const judgedPhotos = `
  FROM photo CROSS JOIN photo_class ON photo_class.photo_id = photo.id
    CROSS JOIN answer ON answer.class_id = photo_class.class_id
    LEFT JOIN run_score AS score ON score.run_id = :run AND score.photo_id = photo.id
  WHERE photo.split = :split AND photo.problem IS NULL AND photo.hash IS NOT NULL AND NOT photo.excluded`

/** The same, where it has said it. */
export const scoredPhotos = judgedPhotos.replace('LEFT JOIN run_score', 'JOIN run_score')

/** Keeps scores in one transaction; those of a content that the photo has no longer, or of a run that is gone, fall away. */
export function writeScores(database: Database, run: number, scores: readonly NewScore[]): void {
  const insert = database.prepare(
    `INSERT INTO run_score (run_id, photo_id, hash, predicted, confidence, scores)
     SELECT run.id, photo.id, hash, :predicted, :confidence, :scores FROM photo JOIN run ON run.id = :run
     WHERE photo.id = :photo AND hash = :hash
     ON CONFLICT (run_id, photo_id) DO UPDATE SET hash = excluded.hash, predicted = excluded.predicted,
       confidence = excluded.confidence, scores = excluded.scores`,
  )
  const write = database.transaction(() => {
    for (const { photo, hash, scores: values } of scores) {
      const rounded = Float32Array.from(values)
      const predicted = answerPlace(rounded)
      insert.run({ run, photo, hash, predicted, confidence: rounded[predicted], scores: toBytes(rounded) })
    }
  })
  write.immediate()
}

/** The numbers of the photos that a run has said something of. */
export function scoredBy(database: Database, run: number): Set<number> {
  return new Set(
    database.prepare<[number], number>('SELECT photo_id FROM run_score WHERE run_id = ?').pluck().all(run),
  )
}

/** Scores of the labelled photos of a part by today's labels, in the order in which they came in, and how many have none. */
export function readScores(
  project: Project,
  run: number,
  classes: RunClasses,
  split: SplitName,
): { rows: ScoredPhoto[]; unscored: number } {
  const { database } = project
  const parameters = { run, split, classIds: classIdsOf(classes) }
  const folders = rootFolders(project)
  const stored = database
    .prepare<[object], [id: number, root: number, path: string, label: number, scores: Buffer]>(
      `WITH ${answerTable} SELECT photo.id, root_id, path, place, scores ${scoredPhotos} ORDER BY photo.id`,
    )
    .raw()
    .all(parameters)
  const rows = stored.map(
    ([id, root, path, label, scores]) =>
      new StoredScore(id, label, toScores(scores), folders.get(root) ?? '', path),
  )
  return { rows, unscored: countUnscored(project, run, classes, split) }
}

/** Of many thousands a few are asked for their paths. */
class StoredScore implements ScoredPhoto {
  constructor(
    readonly id: number,
    readonly label: number,
    readonly scores: Float32Array,
    private readonly folder: string,
    private readonly below: string,
  ) {}

  get path(): string {
    return resolve(this.folder, this.below)
  }
}

/** How many labelled photos of a part a run has said nothing of. */
export function countUnscored(
  { database }: Project,
  run: number,
  classes: RunClasses,
  split: SplitName,
): number {
  const unscored = database
    .prepare<[object], number>(
      `WITH ${answerTable} SELECT count(*) ${judgedPhotos} AND score.photo_id IS NULL`,
    )
    .pluck()
    .get({ run, split, classIds: classIdsOf(classes) })
  return unscored ?? 0
}

function toBytes(scores: Float32Array): Buffer {
  const bytes = Buffer.alloc(scores.length * 4)
  for (const [place, score] of scores.entries()) bytes.writeFloatLE(score, place * 4)
  return bytes
}

/** What `run_score.scores` holds. */
export function toScores(bytes: Buffer): Float32Array {
  const scores = new Float32Array(bytes.length / 4)
  for (let place = 0; place < scores.length; place += 1) scores[place] = bytes.readFloatLE(place * 4)
  return scores
}

import type { PhotoFilter } from '../../shared/contract/photos'
import { answerTable } from '../runs/classes'

/**
 * The statements that find the photos of a filter. `page` gives numbers of photos, and where photos without a suggestion
 * come after those with one, `suggested` counts the latter and `rest` gives the former. The parameters are `label`, `split`,
 * `run` and `classIds` (those that the filter needs), and of pages `limit` and `offset`.
 */
export interface ListQueries {
  readonly count: string
  readonly page: string
  readonly rest?: { readonly suggested: string; readonly page: string }
}

const conditions = {
  label: `photo.id IN (
    SELECT photo_id FROM photo_class WHERE class_id = (SELECT id FROM class WHERE name = :label)
  )`,
  split: 'photo.split = :split',
  unlabelled: 'NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = photo.id)',
  excluded: 'photo.excluded = 1',
  included: 'photo.excluded = 0',
  unsuggested: 'NOT EXISTS (SELECT 1 FROM run_score WHERE run_id = :run AND photo_id = photo.id)',
} as const

const bySureness = {
  sure: 'score.confidence DESC, score.photo_id DESC',
  unsure: 'score.confidence, score.photo_id',
} as const

export function listQueries(filter: PhotoFilter): ListQueries {
  const { order, disagrees } = filter
  const wanted = conditionsOf(filter)
  const count = `SELECT count(*) FROM photo ${where(wanted)}`
  if (disagrees) return disagreeing(filter, wanted)
  if (order === 'added') return { count, page: inOrder(wanted) }
  // The order is the index's own, so that photos that no condition asks for are not even looked at.
  const scored = `FROM run_score AS score ${photoOf(wanted)} ${where(['score.run_id = :run', ...wanted])}`
  return {
    count,
    page: `SELECT score.photo_id ${scored} ORDER BY ${bySureness[order]} LIMIT :limit OFFSET :offset`,
    rest: { suggested: `SELECT count(*) ${scored}`, page: inOrder([...wanted, conditions.unsuggested]) },
  }
}

function inOrder(wanted: readonly string[]): string {
  return `SELECT photo.id FROM photo ${where(wanted)} ORDER BY photo.id LIMIT :limit OFFSET :offset`
}

/** Only photos with a label and a suggestion can disagree. */
function disagreeing({ order }: PhotoFilter, wanted: readonly string[]): ListQueries {
  const differing = `FROM run_score AS score
      CROSS JOIN photo_class ON photo_class.photo_id = score.photo_id
      LEFT JOIN answer ON answer.place = score.predicted ${photoOf(wanted)}
    ${where(['score.run_id = :run', 'photo_class.class_id IS NOT answer.class_id', ...wanted])}`
  const sorted = order === 'added' ? 'score.photo_id' : bySureness[order]
  return {
    count: `WITH ${answerTable} SELECT count(*) ${differing}`,
    page: `WITH ${answerTable} SELECT score.photo_id ${differing} ORDER BY ${sorted} LIMIT :limit OFFSET :offset`,
  }
}

/** Crossed, so that the scores stay the outer loop and give their order. */
function photoOf(wanted: readonly string[]): string {
  return wanted.length === 0 ? '' : 'CROSS JOIN photo ON photo.id = score.photo_id'
}

function conditionsOf({ label, split, unlabelled, excluded }: PhotoFilter): string[] {
  return [
    ...(label === undefined ? [] : [conditions.label]),
    ...(split === undefined ? [] : [conditions.split]),
    ...(unlabelled ? [conditions.unlabelled] : []),
    ...(excluded === undefined ? [] : [excluded ? conditions.excluded : conditions.included]),
  ]
}

function where(wanted: readonly string[]): string {
  return wanted.length === 0 ? '' : `WHERE ${wanted.join(' AND ')}`
}

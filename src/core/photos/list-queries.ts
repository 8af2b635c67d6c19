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

/** What is asked of labels of the photo whose number is `id`: its own row is not needed for it. */
const ofLabel = {
  label: (id: string) => `${id} IN (
    SELECT photo_id FROM photo_class WHERE class_id = (SELECT id FROM class WHERE name = :label)
  )`,
  unlabelled: (id: string) => `NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = ${id})`,
} as const
const ofPhoto = {
  split: 'photo.split = :split',
  excluded: 'photo.excluded = 1',
  included: 'photo.excluded = 0',
} as const

const unsuggested = 'NOT EXISTS (SELECT 1 FROM run_score WHERE run_id = :run AND photo_id = photo.id)'

const bySureness = {
  sure: 'score.confidence DESC, score.photo_id DESC',
  unsure: 'score.confidence, score.photo_id',
} as const

export function listQueries(filter: PhotoFilter): ListQueries {
  const { order, disagrees } = filter
  const wanted = [...labelConditions(filter, 'photo.id'), ...photoConditions(filter)]
  const count = `SELECT count(*) FROM photo ${where(wanted)}`
  if (disagrees) return disagreeing(filter)
  if (order === 'added') return { count, page: inOrder(wanted) }
  const scored = scores(filter, '', ['score.run_id = :run'])
  return {
    count,
    page: `SELECT score.photo_id ${scored} ORDER BY ${bySureness[order]} LIMIT :limit OFFSET :offset`,
    rest: { suggested: `SELECT count(*) ${scored}`, page: inOrder([...wanted, unsuggested]) },
  }
}

function inOrder(wanted: readonly string[]): string {
  return `SELECT photo.id FROM photo ${where(wanted)} ORDER BY photo.id LIMIT :limit OFFSET :offset`
}

/** Only photos with a label and a suggestion can disagree. */
function disagreeing(filter: PhotoFilter): ListQueries {
  const differing = scores(filter, 'CROSS JOIN photo_class ON photo_class.photo_id = score.photo_id', [
    'score.run_id = :run',
    '(score.predicted, photo_class.class_id) NOT IN (SELECT place, class_id FROM answer)',
  ])
  const sorted = filter.order === 'added' ? 'score.photo_id' : bySureness[filter.order]
  return {
    count: `WITH ${answerTable} SELECT count(*) ${differing}`,
    page: `WITH ${answerTable} SELECT score.photo_id ${differing} ORDER BY ${sorted} LIMIT :limit OFFSET :offset`,
  }
}

/**
 * The scores of photos that fit a filter. Whatever is joined is crossed, so that the scores stay the outer loop and give
 * their order, and photos of which nothing is asked are not even looked at.
 */
function scores(filter: PhotoFilter, joined: string, also: readonly string[]): string {
  const wanted = photoConditions(filter)
  const photos = wanted.length === 0 ? '' : 'CROSS JOIN photo ON photo.id = score.photo_id'
  return `FROM run_score AS score ${joined} ${photos}
    ${where([...also, ...labelConditions(filter, 'score.photo_id'), ...wanted])}`
}

function labelConditions({ label, unlabelled }: PhotoFilter, id: string): string[] {
  return [
    ...(label === undefined ? [] : [ofLabel.label(id)]),
    ...(unlabelled ? [ofLabel.unlabelled(id)] : []),
  ]
}

function photoConditions({ split, excluded }: PhotoFilter): string[] {
  return [
    ...(split === undefined ? [] : [ofPhoto.split]),
    ...(excluded === undefined ? [] : [excluded ? ofPhoto.excluded : ofPhoto.included]),
  ]
}

function where(wanted: readonly string[]): string {
  return wanted.length === 0 ? '' : `WHERE ${wanted.join(' AND ')}`
}

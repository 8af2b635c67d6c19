import { z } from 'zod'
import { splitNames, splitSchema } from '../shared/contract/photos'
import type { SplitName } from '../shared/contract/photos'
import type { ClassSummary, ProjectState } from '../shared/contract/projects'
import type { Project } from './project'

type Counts = Pick<ProjectState, 'photos' | 'unlabelled' | 'problems' | 'split' | 'classes'>

/** Photos that have the same class and are in the same part; null: none. */
const groupSchema = z.object({ classId: z.int().nullable(), split: splitSchema.nullable(), photos: z.int() })
type Group = z.infer<typeof groupSchema>

const classRowSchema = z.object({ id: z.int(), label: z.string() })
const totalsSchema = z.object({ photos: z.int(), problems: z.int() })

/** The statements behind the counts; each is answered from indexes alone. */
export const countQueries = {
  totals: `SELECT (SELECT count(*) FROM photo) AS photos,
    (SELECT count(*) FROM photo WHERE problem IS NOT NULL) AS problems`,
  groups: `SELECT class_id AS classId, split, count(*) AS photos
    FROM photo LEFT JOIN photo_class ON photo_id = photo.id GROUP BY class_id, split`,
  classes: 'SELECT id, name AS label FROM class ORDER BY position, id',
} as const

/** How many photos there are, in all, by class and by part; the classes in the user's order. */
export function countPhotos({ database }: Project): Counts {
  const groups = z.array(groupSchema).parse(database.prepare(countQueries.groups).all())
  const classes = z.array(classRowSchema).parse(database.prepare(countQueries.classes).all())
  const byClass = Map.groupBy(groups, ({ classId }) => classId)
  return {
    ...totalsSchema.parse(database.prepare(countQueries.totals).get()),
    unlabelled: total(byClass.get(null) ?? []),
    split: splits(groups),
    classes: classes.map(({ id, label }): ClassSummary => {
      const own = byClass.get(id) ?? []
      return { id, label, photos: total(own), ...splits(own) }
    }),
  }
}

function splits(groups: readonly Group[]): Record<SplitName, number> {
  const counts = splitNames.map((name) => [name, total(groups.filter(({ split }) => split === name))])
  return Object.fromEntries(counts) as Record<SplitName, number>
}

function total(groups: readonly Group[]): number {
  return groups.reduce((sum, { photos }) => sum + photos, 0)
}

import { resolve } from 'node:path'
import { z } from 'zod'
import type { suggestionResultSchema, suggestionSettingsSchema } from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import { rootFolders } from '../photos/roots'
import type { Project } from '../project'
import type { Services } from '../services'
import { requireHead } from './folder'
import { readRun } from './rows'
import { scorePhotos } from './score'
import { scoredBy } from './scores'

type Scope = z.output<typeof suggestionSettingsSchema>['scope']

const rowSchema = z.object({ id: z.int(), rootId: z.int(), path: z.string(), hash: z.string() })

/**
 * Queues that a run says what it thinks of photos; `photos.list` shows it then. What it has said before is not asked again.
 * @throws AppError `not-found`; `bad-input` when the run has no head, or there is no photo to ask about
 */
export function startSuggestions(
  services: Services,
  { run, scope }: z.output<typeof suggestionSettingsSchema>,
): { job: number } {
  const { project, jobs } = services
  requireHead(readRun(project.database, run))
  const photos = readablePhotos(project, scope)
  if (photos.length === 0) throw nothingToSuggest(scope)
  const job = jobs.start(
    'suggest',
    async (context): Promise<z.infer<typeof suggestionResultSchema>> => {
      const skipped = await scorePhotos(services, run, photos, context)
      const scored = scoredBy(project.database, run)
      return { run, photos: photos.filter(({ id }) => scored.has(id)).length, skipped }
    },
    { run },
  )
  return { job }
}

function readablePhotos(project: Project, scope: Scope) {
  const folders = rootFolders(project)
  const rows = project.database
    .prepare(
      `SELECT id, root_id AS rootId, path, hash FROM photo
       WHERE problem IS NULL AND hash IS NOT NULL AND NOT excluded
         AND (:all OR NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = photo.id)) ORDER BY id`,
    )
    .all({ all: scope === 'all' ? 1 : 0 })
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ id, rootId, path, hash }) => ({ id, hash, path: resolve(folders.get(rootId) ?? '', path) }))
}

function nothingToSuggest(scope: Scope): AppError {
  return scope === 'all'
    ? new AppError('bad-input', 'There is no photo to suggest a label for: import photos first.')
    : new AppError(
        'bad-input',
        'Every photo has a label already, so there is none to suggest: import more photos, or ask about all of them.',
      )
}

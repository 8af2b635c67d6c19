import type { z } from 'zod'
import type { suggestionResultSchema, suggestionSettingsSchema } from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import { readablePhotos } from '../photos/readable'
import type { Services } from '../services'
import { requireHead } from './folder'
import { readRun } from './rows'
import { scorePhotos } from './score'
import { scoredBy } from './scores'

type Scope = z.output<typeof suggestionSettingsSchema>['scope']

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
  const photos = readablePhotos(project, scope === 'all' ? 'included' : 'unlabelled')
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

function nothingToSuggest(scope: Scope): AppError {
  return scope === 'all'
    ? new AppError('bad-input', 'There is no photo to suggest a label for: import photos first.')
    : new AppError(
        'bad-input',
        'Every photo has a label already, so there is none to suggest: import more photos, or ask about all of them.',
      )
}

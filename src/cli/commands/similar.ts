import type { Command } from 'commander'
import { z } from 'zod'
import {
  duplicatesResultSchema,
  duplicatesSettingsSchema,
  similarSettingsSchema,
} from '../../shared/contract/review'
import type { SimilarEvent } from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import { followJob } from '../follow-job'
import { examples, numberFor, settingsFor } from '../options'
import { counted, decimal } from '../output/numbers'
import { meter } from '../output/progress'
import { describeSkipped } from '../output/skipped'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

type Found = Omit<Extract<SimilarEvent, { type: 'done' }>, 'type'>

export function addSimilar(program: Command, run: RunCommand): void {
  const { limit } = similarSettingsSchema.shape
  const similar = program
    .command('similar')
    .description('the photos that look most like one')
    .argument('<photo>', 'number as `images` lists it', numberFor(z.int().positive()))
    .option('--limit <n>', 'at most so many', numberFor(limit), limit.parse(undefined))
    .action((photo: number, options: { limit: number }, self: Command) => {
      const settings = settingsFor(self, similarSettingsSchema, { photo, ...options })
      return run(self, 'required', async (session) => {
        const found = await findSimilar(session, settings)
        session.print(found, () => describeFound(found, session))
        return 0
      })
    })
  examples(similar, 'similar 12', 'similar 12 --limit 10 --json')
}

async function findSimilar(
  { client, progress, interruption }: Session,
  settings: z.output<typeof similarSettingsSchema>,
): Promise<Found> {
  const measured = meter('comparing', 'photos')
  for await (const event of client['photos.similar'](settings, { signal: interruption })) {
    if (event.type === 'done') return { photos: event.photos, skipped: event.skipped }
    progress.update(measured(event.done, event.total))
  }
  throw new AppError('internal', 'The search ended without an answer: run `headstart doctor`.')
}

function describeFound({ photos, skipped }: Found, { shown }: Session): string[] {
  const rows = photos.map(({ id, path, label, distance }) => [
    String(id),
    decimal(distance, 4),
    label ?? '–',
    shown(path),
  ])
  const right = 'right' as const
  const columns = [
    { title: 'id', align: right },
    { title: 'distance', align: right },
    { title: 'class' },
    { title: 'path' },
  ]
  return [
    rows.length > 0 ? table(columns, rows) : 'No other photo is there.',
    ...describeSkipped(skipped, shown),
  ]
}

export function addDuplicates(program: Command, run: RunCommand): void {
  const { distance } = duplicatesSettingsSchema.shape
  const duplicates = program
    .command('duplicates')
    .description('photos that look the same')
    .option(
      '--distance <d>',
      'how far apart they may be, from 0 (the same) to 1',
      numberFor(distance),
      distance.parse(undefined),
    )
    .action((options: { distance: number }, self: Command) => {
      const settings = settingsFor(self, duplicatesSettingsSchema, options)
      return run(self, 'required', async (session) => {
        const { job } = await session.client['duplicates.find'](settings)
        const { result, stopped } = await followJob(session, job, duplicatesResultSchema)
        const { searched, groups } = await session.client['duplicates.list']({})
        session.print({ searched, groups, skipped: result.skipped }, () => [
          ...groups.flatMap((photos) => [
            ...photos.map(({ id, label, path }) => `${id}  ${label ?? '–'}  ${session.shown(path)}`),
            '',
          ]),
          `${counted(result.groups, 'group')} with ${counted(result.photos, 'photo')}.`,
          ...describeSkipped(result.skipped, session.shown),
        ])
        return stopped ? 130 : 0
      })
    })
  examples(duplicates, 'duplicates', 'duplicates --distance 0.02 --json')
}

import { Option } from 'commander'
import type { Command } from 'commander'
import { photoFilterSchema, photoOrders, splitNames } from '../../shared/contract/photos'
import type { PhotoFilter, PhotoList } from '../../shared/contract/photos'
import { choice, examples, numberFor, settingsFor } from '../options'
import { count, percentage } from '../output/numbers'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'
import { runNumber } from './runs'

export function addImages(program: Command, run: RunCommand): void {
  const { limit, offset } = photoFilterSchema.shape
  const defaults = photoFilterSchema.parse({})
  const images = program
    .command('images')
    .description('list the photos of the project')
    .option('--label <class>', 'only those of this class')
    .addOption(choice('--split <part>', 'only those of this part', splitNames))
    .addOption(new Option('--unlabelled', 'only those without a class').conflicts('label'))
    .option('--excluded', 'only those that are left out of trainings')
    .option('--suggested-by <run>', 'with what this run would call them', runNumber)
    .option('--disagrees', 'only those that this run would call otherwise')
    .addOption(
      choice('--order <order>', 'as they were added, or by how sure this run is', photoOrders).default(
        'added',
      ),
    )
    .option('--limit <n>', 'at most so many', numberFor(limit), defaults.limit)
    .option('--offset <n>', 'leave out so many before the first', numberFor(offset), defaults.offset)
    .action((options: Partial<PhotoFilter>, self: Command) =>
      run(self, 'required', async (session) => {
        const list = await session.client['photos.list'](settingsFor(self, photoFilterSchema, options))
        session.print(list, () => describePhotos(list, session, options.suggestedBy !== undefined))
        return 0
      }),
    )
  examples(
    images,
    'images --label cat --split val --limit 20',
    'images --unlabelled --suggested-by 1 --order unsure',
  )
}

function describePhotos(
  { total, images }: PhotoList,
  { shown }: Session,
  withSuggestions: boolean,
): string[] {
  const rows = images.map(({ id, path, label, split, width, height, problem, excluded, suggestion }) => {
    const remarks = [problem, excluded ? 'excluded' : null].filter((remark) => remark !== null)
    return [
      String(id),
      label ?? '–',
      ...(withSuggestions ? [suggestion ? `${suggestion.label} ${percentage(suggestion.score)}` : '–'] : []),
      split ?? '–',
      width === null || height === null ? '–' : `${width}×${height}`,
      remarks.length === 0 ? shown(path) : `${shown(path)} (${remarks.join('; ')})`,
    ]
  })
  const right = 'right' as const
  const columns = [
    { title: 'id', align: right },
    { title: 'class' },
    ...(withSuggestions ? [{ title: 'suggested' }] : []),
    { title: 'part' },
    { title: 'size', align: right },
    { title: 'path' },
  ]
  const summary = `${count(images.length)} of ${count(total)} photos`
  return rows.length > 0 ? [table(columns, rows), '', summary] : [summary]
}

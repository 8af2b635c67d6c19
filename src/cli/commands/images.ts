import { Option } from 'commander'
import type { Command } from 'commander'
import { photoFilterSchema, splitNames } from '../../shared/contract/photos'
import type { PhotoFilter, PhotoList } from '../../shared/contract/photos'
import { choice, examples, numberFor, settingsFor } from '../options'
import { count } from '../output/numbers'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

export function addImages(program: Command, run: RunCommand): void {
  const { limit, offset } = photoFilterSchema.shape
  const defaults = photoFilterSchema.parse({})
  const images = program
    .command('images')
    .description('list the photos of the project')
    .option('--label <class>', 'only those of this class')
    .addOption(choice('--split <part>', 'only those of this part', splitNames))
    .addOption(new Option('--unlabelled', 'only those without a class').conflicts('label'))
    .option('--limit <n>', 'at most so many', numberFor(limit), defaults.limit)
    .option('--offset <n>', 'leave out so many before the first', numberFor(offset), defaults.offset)
    .action((options: Partial<PhotoFilter>, self: Command) =>
      run(self, 'required', async (session) => {
        const list = await session.client['photos.list'](settingsFor(self, photoFilterSchema, options))
        session.print(list, () => describePhotos(list, session))
        return 0
      }),
    )
  examples(images, 'images --label cat --split val --limit 20')
}

function describePhotos({ total, images }: PhotoList, { shown }: Session): string[] {
  const rows = images.map(({ id, path, label, split, width, height, problem }) => [
    String(id),
    label ?? '–',
    split ?? '–',
    width === null || height === null ? '–' : `${width}×${height}`,
    problem === null ? shown(path) : `${shown(path)} (${problem})`,
  ])
  const columns = [
    { title: 'id', align: 'right' },
    { title: 'class' },
    { title: 'part' },
    { title: 'size', align: 'right' },
    { title: 'path' },
  ] as const
  const summary = `${count(images.length)} of ${count(total)} photos`
  return rows.length > 0 ? [table(columns, rows), '', summary] : [summary]
}

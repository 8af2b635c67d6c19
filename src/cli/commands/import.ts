import type { Command } from 'commander'
import { importResultSchema, importSettingsSchema } from '../../shared/contract/photos'
import type { ImportResult, ImportSettings } from '../../shared/contract/photos'
import { followJob } from '../follow-job'
import { examples, settingsFor, words } from '../options'
import { count, counted, duration } from '../output/numbers'
import { describeSkipped, noneReadable } from '../output/skipped'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

interface ImportOptions {
  readonly copy?: true
  readonly labelsFromNames?: true
  readonly npy?: string[]
  readonly classes?: string[]
}

export function addImport(program: Command, run: RunCommand): void {
  const command = program
    .command('import')
    .description(
      'take photos into the project: a class a subfolder; train, val and test above them are honoured',
    )
    .argument('[source...]', 'folders, or photos by themselves')
    .option('--copy', 'copy the photos into the project instead of leaving them where they are')
    .option('--labels-from-names', 'take the class from names like cat.0.jpg')
    .option(
      '--npy <files...>',
      'two arrays instead: photos (n, h, w, 3) of 0 to 255, and labels (n,); each row becomes a PNG in the project',
    )
    .option('--classes <a,b>', 'with --npy: names of the labels 0, 1, …', words)
    .action((sources: string[], options: ImportOptions, self: Command) => {
      const named = namedIn(sources, options, self)
      return run(self, 'required', async (session) => {
        const { client, print } = session
        const settings = settingsFor(self, importSettingsSchema, absoluteIn(named, session))
        const { job } = await client['photos.import'](settings)
        const { result, stopped } = await followJob(session, job, importResultSchema)
        print(result, () => describeImport(result, session))
        if (stopped) return 130
        if (taken(result) > 0 || result.skipped.length === 0) return 0
        session.complain(noneReadable(result.skipped))
        return 1
      })
    })
  examples(
    command,
    'import photos',
    'import cats dogs --copy --project pets',
    'import --npy photos.npy labels.npy --classes cat,dog',
  )
}

type Named = Pick<ImportSettings, 'sources' | 'arrays'> & Omit<ImportOptions, 'npy' | 'classes'>

/** What is to be imported, with the paths as they were typed; what does not fit together is wrong usage. */
function namedIn(sources: string[], { npy, classes, ...options }: ImportOptions, self: Command): Named {
  if (npy === undefined) {
    if (classes) return self.error('error: --classes names the labels of arrays: expected --npy with it')
    if (sources.length === 0) return self.error("error: missing required argument 'source'")
    return { sources, ...options }
  }
  const [photos, labels, ...more] = npy
  if (photos === undefined || labels === undefined || more.length > 0 || sources.length > 0) {
    return self.error(
      'error: expected two files after --npy, photos and their labels, and nothing beside them',
    )
  }
  if (options.copy || options.labelsFromNames) {
    return self.error('error: --copy and --labels-from-names are for folders: expected --npy without them')
  }
  return { sources: [], arrays: { photos, labels, ...(classes && { classes }) } }
}

function absoluteIn({ sources, arrays, ...options }: Named, { absolute }: Session): Named {
  const paths = arrays && { photos: absolute(arrays.photos), labels: absolute(arrays.labels) }
  return { ...options, sources: sources.map(absolute), ...(arrays && { arrays: { ...arrays, ...paths } }) }
}

function taken({ added, unchanged, duplicates }: ImportResult): number {
  return added + unchanged + duplicates
}

function describeImport(result: ImportResult, { shown }: Session): string[] {
  const { added, unchanged, duplicates, skipped, classes, seconds } = result
  const rows = Object.entries(classes).map(([name, photos]) => [name, count(photos)])
  return [
    `${counted(added, 'photo')} added in ${duration(seconds)}; ${count(unchanged)} unchanged, ` +
      `${counted(duplicates, 'duplicate')}, ${count(skipped.length)} skipped.`,
    ...(rows.length > 0 ? ['', table([{ title: 'class' }, { title: 'photos', align: 'right' }], rows)] : []),
    ...describeSkipped(skipped, shown),
  ]
}

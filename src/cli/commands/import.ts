import type { Command } from 'commander'
import { importResultSchema, importSettingsSchema } from '../../shared/contract/photos'
import type { ImportResult } from '../../shared/contract/photos'
import { followJob } from '../follow-job'
import { examples, settingsFor } from '../options'
import { count, counted, duration } from '../output/numbers'
import { describeSkipped, noneReadable } from '../output/skipped'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

interface ImportOptions {
  readonly copy?: true
  readonly labelsFromNames?: true
}

export function addImport(program: Command, run: RunCommand): void {
  const command = program
    .command('import')
    .description(
      'take photos into the project: a class a subfolder; train, val and test above them are honoured',
    )
    .argument('<source...>', 'folders, or photos by themselves')
    .option('--copy', 'copy the photos into the project instead of leaving them where they are')
    .option('--labels-from-names', 'take the class from names like cat.0.jpg')
    .action((sources: string[], options: ImportOptions, self: Command) =>
      run(self, 'required', async (session) => {
        const { client, absolute, print } = session
        const settings = settingsFor(self, importSettingsSchema, {
          ...options,
          sources: sources.map(absolute),
        })
        const { job } = await client['photos.import'](settings)
        const { result, stopped } = await followJob(session, job, importResultSchema)
        print(result, () => describeImport(result, session))
        if (stopped) return 130
        if (taken(result) > 0 || result.skipped.length === 0) return 0
        session.complain(noneReadable(result.skipped))
        return 1
      }),
    )
  examples(command, 'import photos', 'import cats dogs --copy --project pets')
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

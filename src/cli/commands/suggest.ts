import type { Command } from 'commander'
import { suggestionResultSchema, suggestionSettingsSchema } from '../../shared/contract/review'
import { followJob } from '../follow-job'
import { examples, settingsFor } from '../options'
import { counted } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import type { RunCommand } from '../session'
import { editPhotos } from './label'
import { runNumber } from './runs'

export function addSuggest(program: Command, run: RunCommand): void {
  const suggest = program
    .command('suggest')
    .description('let a run say which labels the photos without one should have')
    .requiredOption('--run <n>', 'number of the run', runNumber)
    .option('--all', 'for photos with a label as well')
    .action(({ run: number, all }: { run: number; all?: true }, self: Command) => {
      const scope = all ? 'all' : 'unlabelled'
      const settings = settingsFor(self, suggestionSettingsSchema, { run: number, scope })
      return run(self, 'required', async (session) => {
        const { job } = await session.client['suggestions.make'](settings)
        const { result, stopped } = await followJob(session, job, suggestionResultSchema)
        session.print(result, () => [
          `${counted(result.photos, 'photo')} with a suggestion: ` +
            `\`headstart images --suggested-by ${number} --order unsure\` lists them, ` +
            `\`headstart accept PHOTO --run ${number}\` takes them.`,
          ...describeSkipped(result.skipped, session.shown),
        ])
        return stopped ? 130 : 0
      })
    })
  const accept = program
    .command('accept')
    .description('give photos the labels that a run suggests')
    .argument('<photo...>', 'numbers as `images` lists them, or paths')
    .requiredOption('--run <n>', 'number of the run', runNumber)
    .action((photos: string[], { run: number }: { run: number }, self: Command) =>
      editPhotos(self, run, photos, ({ client }, references) =>
        client['suggestions.accept']({ ...references, run: number }),
      ),
    )
  examples(suggest, 'suggest --run 1', 'suggest --run 1 --all')
  examples(accept, 'accept 12 15 --run 1')
}

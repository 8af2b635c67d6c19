import type { Command } from 'commander'
import { hostContract } from '../../shared/contract/host'
import { labelCheckResultSchema, labelCheckSettingsSchema } from '../../shared/contract/review'
import type { LabelCheckSettings, SuspectList } from '../../shared/contract/review'
import { fitKinds, interpolations } from '../../shared/pixels'
import { followJob } from '../follow-job'
import { choice, examples, numberFor, settingsFor } from '../options'
import { count, counted, duration, percentage } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'
import { editPhotos } from './label'

export function addLabels(program: Command, run: RunCommand): void {
  const labels = program.command('labels').description('which labels are doubtful')
  addCheck(labels, run)
  addSuspects(labels, run)
  const confirm = labels
    .command('confirm')
    .description('say that the labels of photos are right, whatever a check thinks')
    .argument('<photo...>', 'numbers as `labels suspects` lists them, or paths')
    .action((photos: string[], _options: unknown, self: Command) =>
      editPhotos(self, run, photos, ({ client }, references) => client['labels.confirm'](references)),
    )
  examples(labels, 'labels check', 'labels suspects')
  examples(confirm, 'labels confirm 12 15')
}

function addCheck(labels: Command, run: RunCommand): void {
  const { shape } = labelCheckSettingsSchema
  const defaults = labelCheckSettingsSchema.parse({})
  const check = labels
    .command('check')
    .description(
      'look for wrong labels: heads are trained on a part of the photos and asked about the others',
    )
    .option('--model <id>', 'the pretrained network', defaults.model)
    .option('--input <n>', "side of the network's input in pixels (default: its own)", numberFor(shape.input))
    .option(
      '--folds <n>',
      'parts of the photos, each asked about once',
      numberFor(shape.folds),
      defaults.folds,
    )
    .option('--seed <n>', 'of everything that is drawn', numberFor(shape.seed), defaults.seed)
    .addOption(choice('--fit <fit>', 'how a photo becomes square', fitKinds).default(defaults.fit))
    .addOption(
      choice('--interpolation <name>', 'how it is resized', interpolations).default(defaults.interpolation),
    )
    .action((options: Partial<LabelCheckSettings>, self: Command) => {
      const settings = settingsFor(self, labelCheckSettingsSchema, options)
      return run(self, 'required', async (session) => {
        const { job } = await session.client['labels.check'](settings)
        const { result, stopped } = await followJob(session, job, labelCheckResultSchema)
        const { photos, suspects, seconds, skipped } = result
        session.print(result, () => [
          `${counted(suspects, 'doubtful label')} of ${count(photos)} in ${duration(seconds)}: ` +
            '`headstart labels suspects` lists them.',
          ...describeSkipped(skipped, session.shown),
        ])
        return stopped ? 130 : 0
      })
    })
  examples(check, 'labels check', 'labels check --folds 10 --json')
}

function addSuspects(labels: Command, run: RunCommand): void {
  const { shape } = hostContract['labels.suspects'].input
  const suspects = labels
    .command('suspects')
    .description('the labels that the last check doubts, the most doubtful first')
    .option('--limit <n>', 'at most so many', numberFor(shape.limit), shape.limit.parse(undefined))
    .option('--offset <n>', 'leave out so many before the first', numberFor(shape.offset), 0)
    .action((options: { limit: number; offset: number }, self: Command) =>
      run(self, 'required', async (session) => {
        const list = await session.client['labels.suspects'](options)
        session.print(list, () => describeSuspects(list, session))
        return 0
      }),
    )
  examples(suspects, 'labels suspects --limit 20', 'labels suspects --json')
}

function describeSuspects({ checked, total, changed, suspects }: SuspectList, { shown }: Session): string[] {
  if (checked === null) return ['The labels were not checked yet: `headstart labels check` does.']
  const rows = suspects.map(({ id, path, label, suggested, labelScore, score }) => [
    String(id),
    label,
    percentage(labelScore),
    suggested,
    percentage(score),
    shown(path),
  ])
  const right = 'right' as const
  const columns = [
    { title: 'id', align: right },
    { title: 'class' },
    { title: '', align: right },
    { title: 'rather' },
    { title: '', align: right },
    { title: 'path' },
  ]
  const since = changed === 0 ? '' : `; ${counted(changed, 'photo')} got a label since the check`
  const summary = `${count(suspects.length)} of ${counted(total, 'doubtful label')}${since}`
  return rows.length > 0 ? [table(columns, rows), '', summary] : [summary]
}

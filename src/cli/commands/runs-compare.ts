import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { runComparisonSettingsSchema } from '../../shared/contract/evaluation'
import type { RunComparison } from '../../shared/contract/evaluation'
import { splitNames } from '../../shared/contract/photos'
import type { SplitName } from '../../shared/contract/photos'
import { choice, examples, numberFor, settingsFor } from '../options'
import { count, counted, percentage } from '../output/numbers'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

interface CompareOptions {
  readonly split: SplitName
  readonly pattern?: boolean[]
  readonly limit: number
}

/** Adds the command to `runs`. */
export function addRunsCompare(runs: Command, run: RunCommand): void {
  const { limit } = runComparisonSettingsSchema.shape
  const compare = runs
    .command('compare')
    .description('which photos one run gets right and another wrong, of those that all have scored')
    .argument('<run...>', 'numbers of two to eight runs')
    .addOption(choice('--split <part>', 'which photos', splitNames).default('val'))
    .option(
      '--pattern <signs>',
      'list the photos with this pattern, like rw: the first run right, the second wrong',
      readPattern,
    )
    .option('--limit <n>', 'list at most so many photos', numberFor(limit), 20)
    .action((numbers: string[], options: CompareOptions, self: Command) => {
      const settings = settingsFor(self, runComparisonSettingsSchema, {
        runs: numbers.map(Number),
        ...options,
      })
      return run(self, 'required', async (session) => {
        const comparison = await session.client['runs.compare'](settings)
        session.print(comparison, () => describeComparison(comparison, session))
        return 0
      })
    })
  examples(compare, 'runs compare 1 2', 'runs compare 1 2 3 --split test --pattern rww --json')
}

function readPattern(text: string): boolean[] {
  if (!/^[rw]+$/.test(text)) {
    throw new InvalidArgumentError('An r (right) or a w (wrong) for each run is expected, like rw.')
  }
  return [...text].map((sign) => sign === 'r')
}

const right = 'right' as const

function describeComparison(comparison: RunComparison, session: Session): string[] {
  const { photos, runs, listed } = comparison
  if (photos === 0) {
    const missing = runs.filter(({ unscored }) => unscored > 0).map(({ run }) => run)
    return [
      'No photo was scored by all of them yet: ' +
        missing.map((number) => `\`headstart evaluate --run ${number}\``).join(', ') +
        ' does.',
    ]
  }
  return [
    `Of ${counted(photos, 'photo')} that all have scored:`,
    '',
    accuracyTable(comparison),
    '',
    patternTable(comparison),
    ...(listed.total > 0 ? ['', ...photoLines(comparison, session)] : []),
  ]
}

function accuracyTable({ runs }: RunComparison): string {
  const titles = ['run', 'right', 'accuracy', 'from', 'to', 'not scored']
  const rows = runs.map(({ run, right: photos, accuracy, interval, unscored }) => [
    String(run),
    count(photos),
    percentage(accuracy),
    percentage(interval?.[0] ?? null),
    percentage(interval?.[1] ?? null),
    count(unscored),
  ])
  return table(
    titles.map((title) => ({ title, align: right })),
    rows,
  )
}

function patternTable({ runs, patterns }: RunComparison): string {
  const columns = [...runs.map(({ run }) => ({ title: `run ${run}` })), { title: 'photos', align: right }]
  const rows = patterns.map(({ right: signs, photos }) => [
    ...signs.map((isRight) => (isRight ? 'right' : 'wrong')),
    count(photos),
  ])
  return table(columns, rows)
}

function photoLines({ runs, listed }: RunComparison, { shown }: Session): string[] {
  const columns = [
    { title: 'id', align: right },
    { title: 'class' },
    ...runs.map(({ run }) => ({ title: `run ${run}` })),
    { title: 'path' },
  ]
  const rows = listed.photos.map(({ id, label, answers, path }) => [
    String(id),
    label,
    ...answers.map(({ predicted, score }) => `${predicted} ${percentage(score)}`),
    shown(path),
  ])
  return [table(columns, rows), '', `${count(rows.length)} of ${counted(listed.total, 'photo')}`]
}

import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { z } from 'zod'
import type { Run, RunDetail } from '../../shared/contract/training'
import { examples, numberFor } from '../options'
import { count, decimal, duration, percentage } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'
import { addRunsCompare } from './runs-compare'
import { followTraining } from './train'

/** Reads the number of a run. */
export const runNumber = numberFor(z.int().positive())

export function addRuns(program: Command, run: RunCommand): void {
  const runs = program.command('runs').description('what was trained')
  const list = runs
    .command('list', { isDefault: true })
    .description('every run')
    .action((_options: unknown, self: Command) =>
      run(self, 'required', async ({ client, print }) => {
        const all = await client['runs.list']({})
        print(all, () => describeRuns(all))
        return 0
      }),
    )
  const show = runs
    .command('show')
    .description('one run with its epochs')
    .argument('<run>', 'number of the run', runNumber)
    .action((number: number, _options: unknown, self: Command) =>
      run(self, 'required', async (session) => {
        const detail = await session.client['runs.show']({ run: number })
        session.print(detail, () => describeRun(detail, session))
        return 0
      }),
    )
  const remove = runs
    .command('delete')
    .description('remove a run and its head')
    .argument('<run>', 'number of the run', runNumber)
    .action((number: number, _options: unknown, self: Command) =>
      run(self, 'required', async ({ client, print }) => {
        const removed = await client['runs.delete']({ run: number })
        print(removed, () => [`Run ${removed.run} deleted.`])
        return 0
      }),
    )
  addMarks(runs, run)
  addFiles(runs, run)
  addRunsCompare(runs, run)
  const resume = runs
    .command('resume')
    .description('go on with a run that was interrupted or failed, from its last whole epoch')
    .argument('<run>', 'number of the run', runNumber)
    .action((number: number, _options: unknown, self: Command) =>
      run(self, 'required', async (session) =>
        followTraining(session, await session.client['runs.resume']({ run: number })),
      ),
    )
  examples(runs, 'runs', 'runs show 1')
  examples(resume, 'runs resume 1')
  examples(list, 'runs list')
  examples(show, 'runs show 1 --json')
  examples(remove, 'runs delete 1')
}

/** What the user says of runs. */
function addMarks(runs: Command, run: RunCommand): void {
  const mark = (self: Command, marks: { run: number; note?: string; starred?: boolean }): Promise<void> =>
    run(self, 'required', async ({ client, print }) => {
      const marked = await client['runs.mark'](marks)
      print(marked, () => describeRuns([marked]))
      return 0
    })
  const note = runs
    .command('note')
    .description('write a note on a run; an empty one takes it away')
    .argument('<run>', 'number of the run', runNumber)
    .argument('<text>', 'the note', noteText)
    .action((number: number, text: string, _options: unknown, self: Command) =>
      mark(self, { run: number, note: text }),
    )
  const star = runs
    .command('star')
    .description('put a star on a run')
    .argument('<run>', 'number of the run', runNumber)
    .action((number: number, _options: unknown, self: Command) => mark(self, { run: number, starred: true }))
  const unstar = runs
    .command('unstar')
    .description('take the star off a run')
    .argument('<run>', 'number of the run', runNumber)
    .action((number: number, _options: unknown, self: Command) => mark(self, { run: number, starred: false }))
  examples(note, "runs note 1 'flipped photos help'")
  examples(star, 'runs star 1')
  examples(unstar, 'runs unstar 1')
}

/** What is written about runs. */
function addFiles(runs: Command, run: RunCommand): void {
  const write = (
    call: 'runs.report' | 'runs.history',
    [number, options, self]: [number, { readonly out: string }, Command],
  ): Promise<void> =>
    run(self, 'required', async ({ client, print, absolute, shown }) => {
      const written = await client[call]({ run: number, out: absolute(options.out) })
      print(written, () => [`${shown(written.out)} written (${count(written.bytes / 1000)} kB).`])
      return 0
    })
  const report = runs
    .command('report')
    .description('write one HTML file about a run: settings, curves, matrix, mistakes')
    .argument('<run>', 'number of the run', runNumber)
    .requiredOption('--out <file>', 'the file, which must not be there yet')
    .action((...given: [number, { readonly out: string }, Command]) => write('runs.report', given))
  const history = runs
    .command('history')
    .description('write the epochs of a run as CSV')
    .argument('<run>', 'number of the run', runNumber)
    .requiredOption('--out <file>', 'the file, which must not be there yet')
    .action((...given: [number, { readonly out: string }, Command]) => write('runs.history', given))
  examples(report, 'runs report 1 --out run-1.html')
  examples(history, 'runs history 1 --out run-1.csv')
}

function noteText(text: string): string {
  if (text.length <= 10_000) return text
  throw new InvalidArgumentError('A note of at most 10,000 characters is expected.')
}

function describeRuns(runs: readonly Run[]): string[] {
  if (runs.length === 0) return ['Nothing was trained yet: `headstart train` does.']
  const rows = runs.map(({ run, status, kind, model, head, seed, best, started, note, starred, ...rest }) => [
    starred ? '★' : '',
    String(run),
    rest.resumable ? `${status}, can be resumed` : status,
    model,
    kind === 'scratch' ? '–' : kind === 'fine-tune' ? `${head}, tuned` : head,
    String(seed),
    best === null ? '–' : String(best.epoch),
    percentage(best?.valAccuracy ?? null),
    started?.slice(0, 16).replace('T', ' ') ?? '–',
    note,
    rest.reason ?? '',
  ])
  const right = 'right' as const
  return [
    table(
      [
        { title: '' },
        { title: 'run', align: right },
        { title: 'status' },
        { title: 'model' },
        { title: 'head' },
        { title: 'seed', align: right },
        { title: 'best', align: right },
        { title: 'val', align: right },
        { title: 'started (UTC)' },
        { title: 'note' },
        { title: 'reason' },
      ],
      rows,
    ),
  ]
}

function describeSetting(value: unknown): string {
  if (value === null) return 'none'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function describeRun(detail: RunDetail, { shown }: Session): string[] {
  const { epochs, classes, seconds, skipped } = detail
  const titles = ['epoch', 'loss', 'accuracy', 'val loss', 'val accuracy', 'time']
  const rows = epochs.map(({ epoch, loss, accuracy, valLoss, valAccuracy, seconds: time }) => [
    String(epoch),
    decimal(loss, 4),
    percentage(accuracy),
    decimal(valLoss, 4),
    percentage(valAccuracy),
    duration(time),
  ])
  return [
    ...describeRuns([detail]),
    '',
    `Classes: ${classes.join(', ')}`,
    `Settings: ${Object.entries(detail.settings)
      .map(([name, value]) => `${name} ${describeSetting(value)}`)
      .join(', ')}`,
    ...(seconds
      ? [`Time: features ${duration(seconds.features)}, training ${duration(seconds.training)}`]
      : []),
    ...(rows.length > 0
      ? [
          '',
          table(
            titles.map((title) => ({ title, align: 'right' })),
            rows,
          ),
        ]
      : []),
    ...describeSkipped(skipped, shown),
  ]
}

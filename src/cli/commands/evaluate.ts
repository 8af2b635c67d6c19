import type { Command } from 'commander'
import { evaluationSchema, evaluationSettingsSchema } from '../../shared/contract/evaluation'
import type { Evaluation } from '../../shared/contract/evaluation'
import { followJob } from '../follow-job'
import { choice, examples, settingsFor } from '../options'
import { count, counted, decimal, percentage } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import { table } from '../output/table'
import type { Column } from '../output/table'
import type { RunCommand, Session } from '../session'
import { runNumber } from './runs'

interface EvaluateOptions {
  readonly run: number
  readonly split: 'val' | 'test'
}

export function addEvaluate(program: Command, run: RunCommand): void {
  const evaluate = program
    .command('evaluate')
    .description('how often a run is right on photos that it had not seen, and where it is wrong')
    .requiredOption('--run <n>', 'number of the run', runNumber)
    .addOption(choice('--split <part>', 'which photos', ['val', 'test']).default('val'))
    .action((options: EvaluateOptions, self: Command) => {
      const settings = settingsFor(self, evaluationSettingsSchema, options)
      return run(self, 'required', async (session) => {
        const { job } = await session.client['runs.evaluate'](settings)
        const { result, stopped } = await followJob(session, job, evaluationSchema)
        session.print(result, () => describeEvaluation(result, session))
        return stopped ? 130 : 0
      })
    })
  examples(evaluate, 'evaluate --run 1', 'evaluate --run 1 --split test --json')
}

const right = 'right' as const

/** The accuracy in a sentence, then a table a class, the confusion matrix, and the photos it is most wrong about. */
function describeEvaluation(evaluation: Evaluation, { shown }: Session): string[] {
  const { photos, accuracy, interval, worst, skipped } = evaluation
  const [low, high] = interval
  return [
    `Right on ${percentage(accuracy)} of ${counted(photos, 'photo')} it had not seen; ` +
      `between ${percentage(low)} and ${percentage(high)} with 95 % confidence.`,
    ...describeProbabilities(evaluation),
    '',
    classTable(evaluation),
    '',
    'Confusion (rows: the true class, columns: the answer):',
    confusionTable(evaluation),
    ...(worst.length > 0 ? ['', 'Worst:', worstTable(evaluation, shown)] : []),
    ...describeSkipped(skipped, shown),
  ]
}

/** What the probabilities are worth: how far they are from the truth, and how well they tell two classes apart. */
function describeProbabilities({ calibrationError, curves }: Evaluation): string[] {
  return [
    ...(calibrationError === null
      ? []
      : [`Its confidence is ${percentage(calibrationError)} off how often it is right (calibration error).`]),
    ...(curves && curves.auc !== null
      ? [
          `Area under the ROC curve of ${curves.positive}: ${decimal(curves.auc, 4)}; ` +
            `average precision: ${decimal(curves.averagePrecision, 4)}.`,
        ]
      : []),
  ]
}

function classTable({ classes }: Evaluation): string {
  const titles = ['precision', 'recall', 'f1', 'photos']
  const columns: Column[] = [{ title: 'class' }, ...titles.map((title) => ({ title, align: right }))]
  const rows = classes.map(({ label, precision, recall, f1, support }) => [
    label,
    decimal(precision, 3),
    decimal(recall, 3),
    decimal(f1, 3),
    count(support),
  ])
  return table(columns, rows)
}

function confusionTable({ classes, confusion }: Evaluation): string {
  const columns: Column[] = [{ title: '' }, ...classes.map(({ label }) => ({ title: label, align: right }))]
  const rows = confusion.map((counts, index) => [classes[index]?.label ?? '', ...counts.map(count)])
  return table(columns, rows)
}

function worstTable({ worst }: Evaluation, shown: Session['shown']): string {
  const columns: Column[] = [
    { title: 'score', align: right },
    { title: 'answer' },
    { title: 'true class' },
    { title: 'photo' },
  ]
  const rows = worst.map(({ path, label, predicted, score }) => [
    percentage(score),
    predicted,
    label,
    shown(path),
  ])
  return table(columns, rows)
}

import { count, counted, percentage } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import { table } from '../output/table'
import type { Classification } from './classify'

interface Delivery {
  /** How many photos were copied; undefined where none should be. */
  readonly copied: number | undefined
  readonly shown: (path: string) => string
}

/** The answers for people: all of a single photo, the first of each of many. */
export function describeClassified(classification: Classification, { copied, shown }: Delivery): string[] {
  const { model, input, results, skipped } = classification
  const [only] = results
  const answers = results.length === 1 && only ? predictionTable(only) : answerTable(classification, shown)
  const summary = [
    counted(results.length, 'photo'),
    `${model} at ${input.slice(0, 2).join('×')}`,
    only && `${count(meanMilliseconds(classification))} ms a photo`,
    copied !== undefined && `${count(copied)} copied`,
  ]
  return [
    ...(results.length === 1 && only ? [shown(only.path), ''] : []),
    ...(only ? [answers, ''] : []),
    summary.filter(Boolean).join(', '),
    ...describeSkipped(skipped, shown),
  ]
}

function meanMilliseconds({ results }: Classification): number {
  return results.reduce((sum, { ms }) => sum + ms, 0) / results.length
}

function predictionTable({ predictions }: Classification['results'][number]): string {
  const hasWnid = predictions.some(({ wnid }) => wnid !== undefined)
  const columns = [
    { title: 'score', align: 'right' },
    { title: 'label' },
    { title: hasWnid ? 'wnid' : '' },
  ] as const
  return table(
    columns,
    predictions.map(({ score, label, wnid }) => [percentage(score), label, wnid ?? '']),
  )
}

function answerTable({ results }: Classification, shown: (path: string) => string): string {
  const columns = [{ title: 'score', align: 'right' }, { title: 'answer' }, { title: 'photo' }] as const
  const rows = results.map(({ path, answer, predictions }) => [
    percentage(predictions[0]?.score ?? null),
    answer ?? '–',
    shown(path),
  ])
  return table(columns, rows)
}

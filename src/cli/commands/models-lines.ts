import type { ModelRow, ModelSummary, WeightsResult } from '../../shared/contract/models'
import { count, counted, decimal, percentage } from '../output/numbers'
import { table } from '../output/table'

/** The table of networks for people. */
export function describeModels(rows: readonly ModelRow[]): string[] {
  const columns = [
    { title: 'network' },
    { title: 'weights' },
    { title: 'MB', align: 'right' },
    { title: 'top-1', align: 'right' },
    { title: 'top-5', align: 'right' },
    { title: 'parameters', align: 'right' },
    { title: 'depth', align: 'right' },
    { title: 'input', align: 'right' },
    { title: 'smallest', align: 'right' },
  ] as const
  const cells = rows.map((row) => [
    row.id,
    row.weights === 'installed' && !row.hasTop ? 'installed, no top' : row.weights,
    decimal(row.sizeMB, row.sizeMB < 10 ? 1 : 0),
    percentage(row.top1),
    percentage(row.top5),
    count(row.parameters),
    row.depth === null ? '–' : count(row.depth),
    count(row.input),
    count(row.minInput),
  ])
  const used = rows.reduce((sum, { bytes }) => sum + bytes, 0)
  const here = rows.filter(({ weights }) => weights !== 'missing').length
  return [
    table(columns, cells),
    '',
    `${counted(here, 'network')} of ${count(rows.length)} with weights, ${decimal(used / 1e6, 1)} MB on the disk.`,
    ...rows.flatMap(({ id, note }) => (note === null ? [] : [`${id}: ${note}`])),
  ]
}

/** A network's layers as Keras' `summary` prints them. */
export function describeSummary({ layers, ...model }: ModelSummary): string[] {
  const columns = [
    { title: 'layer' },
    { title: 'class' },
    { title: 'output' },
    { title: 'parameters', align: 'right' },
    { title: 'connected to' },
  ] as const
  const cells = layers.map((layer) => [
    layer.name,
    layer.class,
    describeShape(layer.outputShape),
    count(layer.params),
    layer.inbound.join(', '),
  ])
  const { name, inputShape, outputShape, totalParams, trainableParams } = model
  return [
    table(columns, cells),
    '',
    `${name}: ${counted(layers.length, 'layer')}, ${describeShape(inputShape)} to ${describeShape(outputShape)}`,
    `${counted(totalParams, 'parameter')}, ${count(trainableParams)} of them trainable`,
  ]
}

/** What is here of a network's weights now. */
export function describeWeights({
  id,
  weights,
  bytes,
  sha256,
  hasTop,
  published,
  note,
}: WeightsResult): string[] {
  if (weights === 'missing') return [`The weights of ${id} are removed.`]
  const origin = published ? 'as Keras publishes them' : `from a file with SHA-256 ${sha256?.slice(0, 12)}…`
  const what = `The weights of ${id}${hasTop ? '' : ' without the top'} are installed, ${origin}`
  return [`${what}: ${decimal(bytes / 1e6, 1)} MB.`, ...(note === null ? [] : [note])]
}

/** `(None, 224, 224, 3)`, where none stands for the number of photos. */
function describeShape(shape: readonly (number | null)[]): string {
  return `(${shape.map((side) => side ?? 'None').join(', ')})`
}

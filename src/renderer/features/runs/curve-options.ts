import type { Batch, Epoch } from '../../../shared/contract/training'
import { strings } from '../../strings'
import type { ChartOption, ChartStyle } from '../../ui/charts'
import { percent } from '../../ui/formats'
import { placeOf } from './curve'

/** What a curve shows of an epoch: the loss, or the accuracy. */
export type Measure = 'loss' | 'accuracy'

const fields = {
  loss: { training: 'loss', validation: 'valLoss' },
  accuracy: { training: 'accuracy', validation: 'valAccuracy' },
} as const

/** For as many epochs points are drawn one by one; with more, the line says it. */
const MOST_SYMBOLS = 40

/** Epochs on the axis of a training that has just begun. */
const SHORTEST_AXIS = 20

/** A value as axis, tooltip and text say it. */
export function valueText(measure: Measure, value: number): string {
  return measure === 'accuracy' ? percent(value) : value.toFixed(value < 0.01 ? 4 : 3)
}

/**
 * A chart of one measure over the epochs: training thin, validation bold, batches faint.
 * @param total how many epochs the axis has room for, at least those that there are
 */
export function curveOption(
  measure: Measure,
  epochs: readonly Epoch[],
  total: number,
  style: ChartStyle,
  batches: readonly Batch[] = [],
): ChartOption {
  const { training, validation } = strings.runs.curve
  const { muted, accent } = style
  // One epoch alone would have an axis without a length.
  const axis = { min: batches.length > 0 ? 0 : 1, max: Math.max(2, total), scale: measure === 'accuracy' }
  return {
    ...overEpochs(measure, axis, style),
    series: [
      ...(batches.length > 0 ? [stepLine(measure, batches, muted)] : []),
      { ...line(training, points(epochs, fields[measure].training), total), ...look(muted, 1.5, 3) },
      { ...line(validation, points(epochs, fields[measure].validation), total), ...look(accent, 3, 6) },
    ],
  }
}

/**
 * What every chart of a measure over epochs has but its lines.
 * @param axis from which epoch to which; `scale`: the values need not begin at 0
 */
export function overEpochs(
  measure: Measure,
  { min, max, scale }: { readonly min: number; readonly max: number; readonly scale: boolean },
  { axis, tooltip }: ChartStyle,
) {
  return {
    animation: false,
    grid: {
      ...{ left: 8, right: 16, top: 10, bottom: 8 },
      ...{ outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    },
    tooltip: {
      trigger: 'axis',
      ...tooltip,
      valueFormatter: (value) => (typeof value === 'number' ? valueText(measure, value) : '–'),
    },
    xAxis: {
      ...{ ...axis, type: 'value', min, max, minInterval: 1 },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, hideOverlap: true },
    },
    yAxis: {
      ...{ ...axis, type: 'value', scale },
      ...(measure === 'accuracy' && { max: 1 }),
      axisLabel: {
        ...axis.axisLabel,
        formatter: (value: number) => (measure === 'accuracy' ? percent(value, 0) : String(value)),
      },
    },
  } satisfies ChartOption
}

type Field = (typeof fields)[Measure]['training' | 'validation']

/** Epochs that were not validated leave a gap. */
function points(epochs: readonly Epoch[], field: Field): [number, number | null][] {
  return epochs.map((epoch) => [epoch.epoch, epoch[field]])
}

function line(name: string, data: [number, number | null][], total: number) {
  // One epoch alone is no line yet.
  const showSymbol = total <= MOST_SYMBOLS || data.length === 1
  return { type: 'line' as const, name, data, showSymbol, symbol: 'circle' }
}

function stepLine(measure: Measure, batches: readonly Batch[], color: string) {
  return {
    ...{ type: 'line' as const, name: strings.runs.curve.batch, showSymbol: false, silent: true },
    data: batches.map((one) => [placeOf(one), one[measure]]),
    lineStyle: { color, width: 1, opacity: 0.45 },
    itemStyle: { color },
  }
}

function look(color: string, width: number, symbolSize: number) {
  return { lineStyle: { color, width }, itemStyle: { color }, symbolSize }
}

/**
 * Up to which epoch the axis of a training goes that is not over: so far that the curve has room to grow, and not so far that
 * the first of thousands of epochs lie on top of each other.
 * @param epochs how many there are
 * @param total how many there will be
 */
export function axisFor(epochs: number, total: number): number {
  const doublings = Math.max(0, Math.ceil(Math.log2(epochs / SHORTEST_AXIS)))
  return Math.min(total, SHORTEST_AXIS * 2 ** doublings)
}

/** What a curve shows, in words: how far it is and where it stands. */
export function curveSummary(measure: Measure, epochs: readonly Epoch[]): string {
  const { curve } = strings.runs
  const last = epochs.at(-1)
  if (!last) return `${curve[measure]}. ${curve.waiting}`
  const { training, validation } = fields[measure]
  const val = last[validation]
  const validated = val === null ? null : valueText(measure, val)
  return curve.summary(curve[measure], epochs.length, valueText(measure, last[training]), validated)
}

import type { Evaluation, ThresholdCurves } from '../../../shared/contract/evaluation'
import { strings } from '../../strings'
import type { ChartOption, ChartStyle } from '../../ui/charts'
import { percent } from '../../ui/formats'

type Bins = Evaluation['calibration']
type Points = [number, number][]

/** The largest and the smallest point of a bin, in pixels across. */
const [LARGEST, SMALLEST] = [26, 6]

/** How often answers of a confidence were right: on the diagonal, confidence can be taken at its word. */
export function calibrationOption(bins: Bins, style: ChartStyle): ChartOption {
  const texts = strings.evaluation.calibration
  const most = Math.max(1, ...bins.map(({ photos }) => photos))
  const points = bins.flatMap(({ photos, confidence, accuracy }) =>
    confidence === null || accuracy === null
      ? []
      : [{ value: [confidence, accuracy], symbolSize: pointSize(photos / most), name: texts.point(photos) }],
  )
  return {
    ...unitSquare(style, texts.confidence, texts.accuracy),
    tooltip: { ...style.tooltip, trigger: 'item', formatter: '{b}' },
    series: [
      straight([[0, 0], [1, 1]], style.muted), // prettier-ignore
      {
        type: 'line',
        // Points at the very edge are whole all the same.
        clip: false,
        data: points,
        lineStyle: { color: style.accent, width: 2 },
        symbol: 'circle',
        itemStyle: { color: style.accent },
      },
    ],
  }
}

/** Areas are compared, not widths. */
function pointSize(share: number): number {
  return Math.max(SMALLEST, LARGEST * Math.sqrt(share))
}

/** True against false positives over all thresholds; the diagonal is chance. */
export function rocOption({ roc }: ThresholdCurves, style: ChartStyle): ChartOption {
  const texts = strings.evaluation.thresholds
  const points: Points = roc.map(({ falsePositiveRate, truePositiveRate }) => [
    falsePositiveRate,
    truePositiveRate,
  ])
  return {
    ...unitSquare(style, texts.falsePositives, texts.truePositives),
    series: [straight([[0, 0], [1, 1]], style.muted), curve(points, style)], // prettier-ignore
  }
}

/** Precision against recall over all thresholds; up to the first of them, as precise as there. */
export function precisionRecallOption({ precisionRecall }: ThresholdCurves, style: ChartStyle): ChartOption {
  const texts = strings.evaluation.thresholds
  const steps: Points = precisionRecall.map(({ recall, precision }) => [recall, precision])
  const points = [...steps.slice(0, 1).map(([, precision]): Points[number] => [0, precision]), ...steps]
  return { ...unitSquare(style, texts.recall, texts.precision), series: [curve(points, style)] }
}

function unitSquare({ axis, tooltip }: ChartStyle, x: string, y: string) {
  const side = {
    ...{ ...axis, type: 'value' as const, min: 0, max: 1, nameLocation: 'middle' as const },
    axisLabel: { ...axis.axisLabel, formatter: (value: number) => percent(value, 0) },
  }
  const inside = { outerBoundsMode: 'same' as const, outerBoundsContain: 'all' as const }
  return {
    animation: false,
    grid: { left: 8, right: 20, top: 10, bottom: 8, ...inside },
    tooltip: {
      ...tooltip,
      trigger: 'axis' as const,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? percent(value) : ''),
    },
    xAxis: { ...side, name: x, nameGap: 26 },
    yAxis: { ...side, name: y, nameGap: 44 },
  }
}

function curve(data: Points, { accent }: ChartStyle) {
  return {
    ...{ type: 'line' as const, data, showSymbol: false },
    ...{ lineStyle: { color: accent, width: 2.5 }, itemStyle: { color: accent } },
  }
}

function straight(data: Points, color: string) {
  const lineStyle = { color, width: 1, type: 'dashed' as const }
  return { type: 'line' as const, data, showSymbol: false, silent: true, lineStyle, tooltip: { show: false } }
}

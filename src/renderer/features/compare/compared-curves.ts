import type { RunDetail } from '../../../shared/contract/training'
import { strings } from '../../strings'
import type { ChartOption, ChartStyle } from '../../ui/charts'
import { classColour } from '../../ui/class-colours'
import { overEpochs, valueText } from '../runs/curve-options'
import type { Measure } from '../runs/curve-options'

/** What most people take away from the tutorial: "about 99 %". */
export const reference = 0.99

const fields = { loss: 'valLoss', accuracy: 'valAccuracy' } as const

type Curved = Pick<RunDetail, 'run' | 'epochs'>

/** The curves of several runs over each other, on what they were checked with. @param referenced draws the line at 99 % */
export function comparedOption(
  measure: Measure,
  runs: readonly Curved[],
  style: ChartStyle,
  referenced: boolean,
): ChartOption {
  const longest = Math.max(2, ...runs.map(({ epochs }) => epochs.length))
  return {
    ...overEpochs(measure, { min: 1, max: longest, scale: true }, style),
    series: [
      ...runs.map(({ run, epochs }, index) => ({
        type: 'line' as const,
        name: strings.compare.run(run),
        data: epochs.map((epoch) => [epoch.epoch, epoch[fields[measure]]]),
        symbol: symbols[index % symbols.length] as string,
        symbolSize: 7,
        showSymbol: longest <= 40,
        lineStyle: { color: classColour(index), width: 2.5 },
        itemStyle: { color: classColour(index) },
      })),
      ...(referenced && measure === 'accuracy' ? [referenceLine(longest, style.muted)] : []),
    ],
  }
}

/** Never colour alone: each curve has points of its own shape. */
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle']

function referenceLine(longest: number, color: string) {
  return {
    type: 'line' as const,
    name: strings.compare.curves.referenceName,
    data: [
      [1, reference],
      [longest, reference],
    ],
    showSymbol: false,
    lineStyle: { color, width: 1.5, type: 'dashed' as const },
    itemStyle: { color },
  }
}

/** What the curves show, in words. */
export function comparedSummary(measure: Measure, runs: readonly Curved[]): string {
  const { curves } = strings.compare
  const told = runs.flatMap(({ run, epochs }) => {
    const value = epochs.at(-1)?.[fields[measure]] ?? null
    return value === null ? [] : [curves.last(run, epochs.length, valueText(measure, value))]
  })
  return told.length === 0 ? curves.none : curves.summary(curves[measure], told)
}

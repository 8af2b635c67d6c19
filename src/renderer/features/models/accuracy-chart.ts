import type { ModelRow } from '../../../shared/contract/models'
import { strings } from '../../strings'
import type { ChartOption, ChartStyle } from '../../ui/charts'
import { percent } from '../../ui/formats'

type Charted = ModelRow & { readonly top1: number }

/** The networks whose accuracy is published. */
export function charted(rows: readonly ModelRow[]): Charted[] {
  return rows.filter((row): row is Charted => row.top1 !== null)
}

/** Accuracy against the size of the weights, a point a network. @param marked the one that is pointed at */
export function accuracyOption(
  rows: readonly ModelRow[],
  marked: string | undefined,
  style: ChartStyle,
): ChartOption {
  const { chart, megabytes } = strings.models
  const { axis, tooltip, accent, ground, text } = style
  const ends = { nameLocation: 'middle' as const, scale: true }
  return {
    animation: false,
    grid: { left: 8, right: 20, top: 14, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    tooltip: { trigger: 'item', ...tooltip },
    xAxis: { ...axis, ...ends, type: 'log', name: chart.size, nameGap: 26, min: 5, max: 1000 },
    yAxis: {
      ...axis,
      ...ends,
      type: 'value',
      name: chart.accuracy,
      nameGap: 44,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => percent(value, 0) },
    },
    series: [
      {
        type: 'scatter',
        data: charted(rows).map(({ id, sizeMB, top1, weights }) => ({
          name: id,
          value: [sizeMB, top1],
          symbolSize: id === marked ? 16 : 10,
          itemStyle: {
            color: weights === 'missing' ? ground : accent,
            borderColor: accent,
            borderWidth: 1.5,
          },
          label: {
            ...{ show: id === marked, formatter: id, position: sizeMB > 60 ? 'left' : 'right' },
            ...{ color: text, backgroundColor: ground, padding: 3 },
          },
          tooltip: { formatter: chart.point(id, megabytes(sizeMB), percent(top1)) },
          // Over its neighbours.
          z: id === marked ? 3 : 2,
        })),
      },
    ],
  }
}

/** What the chart shows, in words. */
export function accuracySummary(rows: readonly ModelRow[], marked: string | undefined): string {
  const { chart, megabytes } = strings.models
  const row = charted(rows).find(({ id }) => id === marked)
  return chart.summary(row?.id, row ? megabytes(row.sizeMB) : '', row ? percent(row.top1) : '')
}

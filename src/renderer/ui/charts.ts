import { computed, defineAsyncComponent } from 'vue'
import type { ComputedRef } from 'vue'
import { usePalette } from './theme'

export type { ChartOption } from './Chart.vue'

/** A chart: `<Chart :option :label />`. What draws it is loaded when the first one is shown. */
export const Chart = defineAsyncComponent(() => import('./Chart.vue'))

/** Colours and lines for charts after the theme: spread it into an option, then the parts by name. */
export interface ChartStyle {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly accent: string
  readonly ground: string
  readonly surface: string
  /** For `xAxis` and `yAxis`. */
  readonly axis: {
    readonly axisLine: { readonly lineStyle: { readonly color: string } }
    readonly axisLabel: { readonly color: string }
    readonly nameTextStyle: { readonly color: string }
    readonly splitLine: { readonly lineStyle: { readonly color: string } }
  }
  /** For `tooltip`. */
  readonly tooltip: {
    readonly backgroundColor: string
    readonly borderColor: string
    readonly textStyle: { readonly color: string }
  }
}

export function useChartStyle(): ComputedRef<ChartStyle> {
  const palette = usePalette()
  return computed(() => {
    const { text, muted, line, accent, ground, surface } = palette.value
    return {
      ...{ text, muted, line, accent, ground, surface },
      axis: {
        axisLine: { lineStyle: { color: line } },
        axisLabel: { color: muted },
        nameTextStyle: { color: muted },
        splitLine: { lineStyle: { color: line } },
      },
      tooltip: { backgroundColor: ground, borderColor: line, textStyle: { color: text } },
    }
  })
}

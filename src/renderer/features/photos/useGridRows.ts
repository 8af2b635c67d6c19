import { defaultRangeExtractor, useVirtualizer } from '@tanstack/vue-virtual'
import { useElementSize } from '@vueuse/core'
import { computed, nextTick, watch } from 'vue'
import type { Ref } from 'vue'
import { GAP, gridGeometry, indicesOfRows, rowCount } from './grid-geometry'
import type { PhotosPage } from './photos-page'

/** The rows of the grid that are in the document: those that are seen, a few around them, and the one with the focus. */
export function useGridRows(scroller: Readonly<Ref<HTMLElement | null>>, { pages, focus, cell }: PhotosPage) {
  const { width, height } = useElementSize(scroller)
  const geometry = computed(() => gridGeometry(width.value - 2 * GAP, cell.value))
  const total = computed(() => pages.total.value ?? 0)
  const rows = computed(() => rowCount(total.value, geometry.value.columns))
  const rowHeight = computed(() => geometry.value.cell + GAP)
  const focusRow = computed(() => Math.floor(focus.index.value / geometry.value.columns))

  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => ({
      count: rows.value,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight.value,
      overscan: 2,
      paddingStart: GAP,
      scrollPaddingStart: GAP,
      scrollPaddingEnd: GAP,
      rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const seen = defaultRangeExtractor(range)
        // What a screen reader is told to be in focus has to be there.
        return seen.includes(focusRow.value) || focusRow.value >= rows.value
          ? seen
          : [...seen, focusRow.value]
      },
    })),
  )

  /** The first photo that is seen, so that it stays when the cells change their size. */
  function firstSeen(columns: number, height: number): number {
    return Math.floor((virtualizer.value.scrollOffset ?? 0) / height) * columns
  }

  watch(geometry, (_now, before) => {
    const first = firstSeen(before.columns, before.cell + GAP)
    virtualizer.value.measure()
    if (first > 0) void nextTick(() => toRow(Math.floor(first / geometry.value.columns), 'start'))
  })

  const seen = computed(() => {
    const { range } = virtualizer.value
    if (!range) return { first: 0, last: 0 }
    const { columns } = geometry.value
    return indicesOfRows(Math.max(0, range.startIndex - 1), range.endIndex + 2, columns, total.value)
  })
  watch(seen, ({ first, last }) => pages.show(first, last), { immediate: true })

  function toRow(row: number, align: 'auto' | 'start'): void {
    virtualizer.value.scrollToIndex(Math.max(0, row), { align })
  }

  return {
    geometry,
    rowHeight,
    rowsOfPage: computed(() => Math.max(1, Math.floor(height.value / rowHeight.value))),
    virtualRows: computed(() => virtualizer.value.getVirtualItems()),
    fullHeight: computed(() => virtualizer.value.getTotalSize()),
    scrollToFocus: () => toRow(focusRow.value, 'auto'),
    scrollToStart: () => scroller.value?.scrollTo({ top: 0 }),
  }
}

import { html } from './html'
import type { Html } from './html'

export interface Curve {
  readonly name: string
  /** One of the colours of the page. */
  readonly kind: 'training' | 'validation'
  /** Of each epoch; null where it was not measured. */
  readonly values: readonly (number | null)[]
}

export interface Chart {
  readonly title: string
  readonly xTitle: string
  readonly curves: readonly Curve[]
  /** What the axis must reach; left out: 0 and what is there. */
  readonly top?: number
  readonly tick: (value: number) => string
}

/** In the units of the picture. */
const [width, height, left, right, top, bottom] = [480, 260, 52, 12, 28, 34]
const ticks = 4

/** Curves over epochs as a picture of its own. Values that are no numbers leave a gap. */
export function chart({ title, xTitle, curves, top: reach, tick }: Chart): Html {
  const all = curves.flatMap(({ values }) => values.filter(isNumber))
  const highest = reach ?? Math.max(0, ...all) * 1.05
  const count = Math.max(1, ...curves.map(({ values }) => values.length))
  const x = (index: number): number =>
    count === 1 ? (left + width - right) / 2 : left + (index / (count - 1)) * (width - left - right)
  const y = (value: number): number => height - bottom - (value / (highest || 1)) * (height - top - bottom)
  const steps = Array.from({ length: ticks + 1 }, (_, step) => (highest * step) / ticks)
  const grid = steps.map(
    (value) =>
      html`<line
          class="grid"
          x1="${left}"
          x2="${width - right}"
          y1="${round(y(value))}"
          y2="${round(y(value))}"
        /><text class="tick" text-anchor="end" x="${left - 6}" y="${round(y(value) + 4)}"
          >${tick(value)}</text
        >`,
  )
  const lines = curves.map(({ kind, values }) => html`<g class="${kind}">${marks(values, x, y)}</g>`)
  const legend = curves.map(
    ({ kind, name }, index) =>
      html`<g class="${kind}"><circle cx="${left + index * 110}" cy="12" r="4" /></g
        ><text class="tick" x="${left + index * 110 + 9}" y="16">${name}</text>`,
  )
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    ${grid}${lines}${legend}
    <text class="tick" x="${left}" y="${height - 14}">1</text>
    <text class="tick" text-anchor="end" x="${width - right}" y="${height - 14}">
      ${count > 1 ? count : ''}
    </text>
    <text class="tick" text-anchor="middle" x="${width / 2}" y="${height - 4}">${xTitle}</text>
  </svg>`
}

/** Stretches of a curve without a gap as lines, and points where it has few. */
function marks(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): Html[] {
  const points = values.map((value, index) =>
    isNumber(value) ? `${round(x(index))},${round(y(value))}` : null,
  )
  const stretches = points
    .map((point) => point ?? '|')
    .join(' ')
    .split('|')
    .map((stretch) => stretch.trim())
    .filter((stretch) => stretch !== '')
  const lines = stretches.map((stretch) => html`<polyline points="${stretch}" />`)
  if (values.length > 40) return lines
  const dots = points.flatMap((point) => {
    const [cx, cy] = point?.split(',') ?? []
    return cx === undefined || cy === undefined ? [] : [html`<circle cx="${cx}" cy="${cy}" r="2.5" />`]
  })
  return [...lines, ...dots]
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

import type { GraphEdge, GraphKind, GraphNode, NetworkGraph } from './contract/models'

interface Tone {
  readonly fill: string
  readonly line: string
}

/** Muted tones on a light ground, by what a layer does; text on them is legible. */
export const graphTones: Readonly<Record<GraphKind, Tone>> = {
  input: { fill: '#f1efec', line: '#8d8780' },
  convolution: { fill: '#dbe7f3', line: '#5b7fa6' },
  pooling: { fill: '#f3e3d3', line: '#b0743c' },
  normalization: { fill: '#f1efec', line: '#b5aea6' },
  activation: { fill: '#f1efec', line: '#b5aea6' },
  merge: { fill: '#e0ecd9', line: '#6b9152' },
  dense: { fill: '#ecdff0', line: '#8f62a0' },
  other: { fill: '#f1efec', line: '#b5aea6' },
  block: { fill: '#ffffff', line: '#12766f' },
}
/** Pixels on either side of a bend. */
const BEND = 24
const ground = '#fbfaf8'
const text = '#262321'
const muted = '#635e59'

/** A picture of a network as an SVG file of its own. @param scale how much larger than its lengths it says to be */
export function graphSvg(graph: NetworkGraph, scale = 1): string {
  const { name, width, height, nodes, edges } = graph
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}"`,
    `  font-family="system-ui, 'DejaVu Sans', Arial, sans-serif" font-size="11">`,
    `<title>${escaped(name)}</title>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
      `<path d="M0 0.5 8 4 0 7.5z" fill="${muted}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...nodes.filter(({ open }) => open).map(frame),
    `<g fill="none" stroke="${muted}" stroke-width="1.2" marker-end="url(#arrow)">`,
    ...edges.map((edge) => `<path d="${edgePath(edge.points)}"/>`),
    '</g>',
    ...nodes.filter(({ open }) => open).map(frameTitle),
    ...nodes.filter(({ open }) => !open).map(node),
    ...labelsOf(edges).map(label),
    '</svg>',
    '',
  ].join('\n')
}

/** Shapes that stand at the same place are written once. */
export function labelsOf(edges: readonly GraphEdge[]): GraphEdge[] {
  const seen = new Map(edges.map((edge) => [`${edge.label.x} ${edge.label.y} ${edge.shape}`, edge]))
  return [...seen.values()]
}

/** A line through points, its bends rounded, for the attribute `d` of a path. */
export function edgePath(points: GraphEdge['points']): string {
  return points
    .map((point, place) => {
      const [before, after] = [points[place - 1], points[place + 1]]
      if (!before) return `M${point.x} ${point.y}`
      if (!after) return `L${point.x} ${point.y}`
      const [from, to] = [towards(point, before), towards(point, after)]
      return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`
    })
    .join('')
}

type Point = GraphEdge['label']

/** The point at which a bend begins or ends. */
function towards(point: Point, other: Point): Point {
  const length = Math.hypot(other.x - point.x, other.y - point.y)
  const share = length === 0 ? 0 : Math.min(BEND / length, 0.5)
  const between = (one: number, two: number): number => Math.round(10 * (one + share * (two - one))) / 10
  return { x: between(point.x, other.x), y: between(point.y, other.y) }
}

function frame({ x, y, width, height, kind }: GraphNode): string {
  const { line } = graphTones[kind]
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="#ffffff" fill-opacity="0.6" stroke="${line}"/>`
}

function frameTitle({ x, y, title, detail }: GraphNode): string {
  const halo = `stroke="${ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`
  return (
    `<text x="${x + 10}" y="${y + 17}" fill="${text}" ${halo}><tspan font-size="13" font-weight="600">${escaped(title)}</tspan>` +
    `<tspan dx="8" fill="${muted}">${escaped(detail)}</tspan></text>`
  )
}

function node({ x, y, width, height, kind, title, detail, times }: GraphNode): string {
  const { fill, line } = graphTones[kind]
  const middle = x + width / 2
  const rect = (by: number): string =>
    `<rect x="${x + by}" y="${y + by}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${line}"/>`
  // What repeats looks like a pile.
  return [
    ...(times > 1 ? [rect(6), rect(3)] : []),
    rect(0),
    `<text x="${middle}" y="${y + 19}" text-anchor="middle" font-size="13" font-weight="600" fill="${text}">${escaped(title)}</text>`,
    `<text x="${middle}" y="${y + 34}" text-anchor="middle" fill="${muted}">${escaped(detail)}</text>`,
  ].join('\n')
}

function label({ label: { x, y }, shape }: GraphEdge): string {
  return (
    `<text x="${x}" y="${y + 4}" text-anchor="middle" fill="${text}" stroke="${ground}" stroke-width="4" ` +
    `stroke-linejoin="round" paint-order="stroke">${escaped(shape)}</text>`
  )
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

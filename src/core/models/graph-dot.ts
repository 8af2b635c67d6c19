import { graphTones } from '../../shared/graph-svg'
import type { GraphNode, NetworkGraph } from '../../shared/contract/models'

/** A picture of a network in Graphviz' language; open blocks are clusters. */
export function graphDot({ name, nodes, edges }: NetworkGraph): string {
  const inside = new Map<string | null, GraphNode[]>()
  for (const node of nodes) inside.set(node.parent, [...(inside.get(node.parent) ?? []), node])
  function lines(parent: string | null, indent: string): string[] {
    return (inside.get(parent) ?? []).flatMap((node) =>
      node.open
        ? [
            `${indent}subgraph ${quoted(`cluster ${node.id}`)} {`,
            `${indent}  label=${quoted(node.title)};`,
            ...lines(node.id, `${indent}  `),
            `${indent}}`,
          ]
        : [
            `${indent}${quoted(node.id)} [label=${labelOf(node)}, fillcolor="${graphTones[node.kind].fill}"];`,
          ],
    )
  }
  return [
    `digraph ${quoted(name)} {`,
    '  rankdir=TB;',
    '  node [shape=box, style="rounded,filled", fontname="sans-serif", fontsize=12];',
    '  edge [fontname="sans-serif", fontsize=10];',
    ...lines(null, '  '),
    ...edges.map(({ from, to, shape }) => `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(shape)}];`),
    '}',
    '',
  ].join('\n')
}

function labelOf({ title, detail }: GraphNode): string {
  return `${quoted(title).slice(0, -1)}\\n${quoted(detail).slice(1)}`
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

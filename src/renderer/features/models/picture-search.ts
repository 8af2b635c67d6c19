import type { GraphNode } from '../../../shared/contract/models'

/** The nodes that a text is about, from the top down: layers, and closed blocks that hold one. */
export function foundNodes(nodes: readonly GraphNode[], text: string): GraphNode[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const isMeant = (said: string): boolean => words.every((word) => said.toLowerCase().includes(word))
  return nodes
    .filter(({ open }) => !open)
    .filter(({ title, detail, holds }) => isMeant(`${title} ${detail}`) || holds.some(isMeant))
    .toSorted((one, other) => one.y - other.y || one.x - other.x)
}

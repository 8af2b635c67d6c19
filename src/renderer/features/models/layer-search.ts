import type { ModelSummary } from '../../../shared/contract/models'
import { shapeText } from './shape-text'

export type Layer = ModelSummary['layers'][number]

/** The layers whose name, class or shape has every word in it; all for an empty text. */
export function matchingLayers(layers: readonly Layer[], text: string): readonly Layer[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return layers
  return layers.filter((layer) => {
    const all = `${layer.name} ${layer.class} ${shapeText(layer.outputShape)}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

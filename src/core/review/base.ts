import type { Base } from '../../shared/contract/engine'
import { resolveInput } from '../model-input'

/** How photos are looked at to be compared: by the network that ships, as trainings take it unless told otherwise. */
export function comparingBase(): Base {
  const { model, input } = resolveInput({ model: 'EfficientNet-Lite0', input: null })
  return { model, input, pooling: 'avg', fit: 'crop', interpolation: 'bicubic' }
}

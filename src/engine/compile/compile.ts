import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Preprocessing } from '../../shared/models'
import { tf } from '../tensorflow'
import { writeCheckpoint } from './checkpoint'
import { emit, intsOf } from './emit'
import { fold } from './fold'
import { describeEdge, GraphBuilder } from './graph'
import { encodeSavedModel, types } from './messages'
import { translate } from './translate'

/** Raised whenever graphs come out differently: what was compiled before is compiled anew. */
export const compiledFormat = 2

export interface CompileOptions {
  /** What the graph does with pixels of 0 to 255 first; left out, nothing. */
  readonly preprocessing?: Preprocessing
  /** What comes out is called in the signature. */
  readonly output: 'scores' | 'features'
}

/** Shapes of a photo and of its answer. */
export interface CompiledShapes {
  readonly inputShape: readonly number[]
  readonly outputShape: readonly number[]
}

/**
 * Writes a network that predicts as a SavedModel, which TensorFlow runs by itself: batch normalisations folded into
 * their neighbours, weights as variables. Its signature `serving_default` takes `photos` `[n, height, width, 3]` floats
 * and gives `scores` or `features`; `bytes` takes the same photos as they lie in memory, see `Emitted`.
 * @param folder absolute, there and empty
 * @throws AppError `unsupported`, naming the layer that cannot be compiled; `no-space`
 */
export async function compileModel(
  model: tf.LayersModel,
  folder: string,
  { preprocessing, output }: CompileOptions,
): Promise<CompiledShapes> {
  const { bytes, variables, ...shapes } = graphOf(model, output, preprocessing)
  try {
    await mkdir(join(folder, 'variables'))
    if (Object.keys(variables).length > 0) {
      await writeCheckpoint(join(folder, 'variables', 'variables'), variables)
    }
    await writeFile(join(folder, 'saved_model.pb'), bytes)
    return shapes
  } finally {
    tf.dispose(variables)
  }
}

/** The graph, and its variables as tensors that the caller disposes of. */
function graphOf(
  model: tf.LayersModel,
  output: CompileOptions['output'],
  preprocessing: Preprocessing | undefined,
): CompiledShapes & { bytes: Uint8Array; variables: tf.NamedTensorMap } {
  const graph = new GraphBuilder()
  let described: (CompiledShapes & { bytes: Uint8Array }) | undefined
  const variables = tf.tidy(() => {
    const last = fold(translate(model, preprocessing))
    const edges = emit(graph, last)
    const [inputShape, outputShape] = [edges.input.shape, last.shape]
    const outputs = { [output]: describeEdge(edges.output, types.float32, [-1, ...outputShape]) }
    const photos = describeEdge(edges.photos, types.float32, [-1, ...inputShape])
    const bytes = describeEdge(edges.bytes, types.int32, [-1, intsOf(inputShape)])
    const content = graph.content({
      serving_default: { inputs: { photos }, outputs },
      bytes: { inputs: { bytes }, outputs },
    })
    described = { bytes: encodeSavedModel(content), inputShape, outputShape }
    // Weights that nothing was folded into are still the model's.
    return Object.fromEntries(Object.entries(graph.variables).map(([name, tensor]) => [name, tensor.clone()]))
  })
  return { ...(described as unknown as CompiledShapes & { bytes: Uint8Array }), variables }
}

import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Preprocessing } from '../../shared/models'
import { tf } from '../tensorflow'
import { branchesFor, inBranches } from './branches'
import { writeCheckpoint } from './checkpoint'
import { emit, intsOf } from './emit'
import { fold } from './fold'
import { describeEdge, GraphBuilder } from './graph'
import { encodeSavedModel, types } from './messages'
import type { SavedModelContent } from './messages'
import { encodeBranchedConfig, sessionConfigName } from './session-config'
import { translate } from './translate'

/** Raised whenever graphs come out differently: what was compiled before is compiled anew. */
export const compiledFormat = 3

export interface CompileOptions {
  /** What the graph does with pixels of 0 to 255 first; left out, nothing. */
  readonly preprocessing?: Preprocessing
  /** What comes out is called in the signature. */
  readonly output: 'scores' | 'features'
  /** Among how many threads a batch is shared out; left out, and where that gains nothing, it goes through as one. */
  readonly threads?: number
}

/** What a compiled network takes and gives. */
export interface CompiledFacts {
  /** Shapes of a photo and of its answer. */
  readonly inputShape: readonly number[]
  readonly outputShape: readonly number[]
  /** Where photos are fed, as numbers or as bytes, and where the answer comes out. */
  readonly edges: { readonly photos: string; readonly bytes: string; readonly answer: string }
  /** How many photos at a time the graph in `branchedFolder` takes, a branch each, and where its answer comes out. */
  readonly branches?: { readonly count: number; readonly answer: string } | undefined
}

/** Within a compiled network's folder: the same network, which takes bytes in several branches at once. */
export const branchedFolder = 'branches'

/** A network's graphs, and its variables as tensors that the caller disposes of. */
interface Graphs {
  readonly facts: CompiledFacts
  readonly whole: SavedModelContent
  readonly branched?: SavedModelContent | undefined
  readonly variables: tf.NamedTensorMap
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
  options: CompileOptions,
): Promise<CompiledFacts> {
  const { facts, whole, branched, variables } = graphsOf(model, options)
  try {
    await mkdir(join(folder, 'variables'))
    if (Object.keys(variables).length > 0) {
      await writeCheckpoint(join(folder, 'variables', 'variables'), variables)
    }
    await writeFile(join(folder, 'saved_model.pb'), encodeSavedModel(whole))
    if (!branched) return facts
    await writeBranched(join(folder, branchedFolder), branched, options.threads ?? 1)
    return facts
  } finally {
    tf.dispose(variables)
  }
}

/** TensorFlow looks for variables beside the graph; they are those of the graph without branches. */
async function writeBranched(folder: string, content: SavedModelContent, threads: number): Promise<void> {
  await mkdir(folder)
  const [own, shared] = [join(folder, 'variables'), join('..', 'variables')]
  // Not every file system has links.
  await symlink(shared, own).catch(() => cp(join(folder, shared), own, { recursive: true }))
  await writeFile(join(folder, 'saved_model.pb'), encodeSavedModel(content))
  await writeFile(join(folder, sessionConfigName), encodeBranchedConfig(threads))
}

function graphsOf(model: tf.LayersModel, { output, preprocessing, threads = 1 }: CompileOptions): Graphs {
  const graph = new GraphBuilder()
  let described: Omit<Graphs, 'variables'> | undefined
  const variables = tf.tidy(() => {
    const last = fold(translate(model, preprocessing))
    const edges = emit(graph, last)
    const [inputShape, outputShape] = [edges.input.shape, last.shape]
    const given = (edge: string) => ({ [output]: describeEdge(edge, types.float32, [-1, ...outputShape]) })
    const photos = describeEdge(edges.photos, types.float32, [-1, ...inputShape])
    const bytes = describeEdge(edges.bytes, types.int32, [-1, intsOf(inputShape)])
    const outputs = given(edges.output)
    const whole = graph.content({
      serving_default: { inputs: { photos }, outputs },
      bytes: { inputs: { bytes }, outputs },
    })
    const count = branchesFor(threads, model.countParams() * Float32Array.BYTES_PER_ELEMENT)
    const branches = count > 1 ? inBranches(whole.nodes, { fed: edges.bytes, output: edges.output }, count) : undefined // prettier-ignore
    described = {
      facts: {
        inputShape,
        outputShape,
        edges: { photos: photos.name, bytes: bytes.name, answer: `${edges.output}:0` },
        ...(branches && { branches: { count, answer: `${branches.output}:0` } }),
      },
      whole,
      branched: branches && {
        ...whole,
        nodes: branches.nodes,
        signatures: { serving_default: { inputs: { bytes }, outputs: given(branches.output) } },
      },
    }
    // Weights that nothing was folded into are still the model's.
    return Object.fromEntries(Object.entries(graph.variables).map(([name, tensor]) => [name, tensor.clone()]))
  })
  return { ...(described as unknown as Omit<Graphs, 'variables'>), variables }
}

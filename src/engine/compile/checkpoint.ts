import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../shared/errors'
import { tf } from '../tensorflow'
import { describeEdge, GraphBuilder } from './graph'
import type { Edge } from './graph'
import { encodeSavedModel, types } from './messages'
import type { TensorInfoMessage } from './messages'

/**
 * Has TensorFlow write tensors into a checkpoint, as it does with variables: `<prefix>.index` and
 * `<prefix>.data-00000-of-00001`. The binding cannot call the operation that does so, but a graph can hold it.
 * @param prefix absolute path, whose folder is there
 * @param variables float32, at least one, by their names
 * @throws AppError `no-space`, `engine`
 */
export async function writeCheckpoint(
  prefix: string,
  variables: Readonly<Record<string, tf.Tensor>>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'headstart-writer-'))
  try {
    await writeFile(join(folder, 'saved_model.pb'), writer(prefix, Object.entries(variables)))
    const model = await tf.node.loadSavedModel(folder)
    try {
      const inputs = Object.fromEntries(
        Object.values(variables).map((tensor, index) => [`v${index}`, tensor]),
      )
      tf.dispose(model.predict(inputs))
    } finally {
      model.dispose()
    }
  } catch (thrown) {
    throw refusal(prefix, thrown)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function writer(prefix: string, variables: readonly [name: string, tensor: tf.Tensor][]): Uint8Array {
  const graph = new GraphBuilder()
  const inputs: Record<string, TensorInfoMessage> = {}
  const values = variables.map(([, { shape }], index): Edge => {
    const edge = graph.placeholder(`v${index}`, types.float32, shape)
    inputs[edge] = describeEdge(edge, types.float32, shape)
    return edge
  })
  const file = graph.texts('file', prefix)
  const names = graph.texts('names', variables.map(([name]) => name)) // prettier-ignore
  const slices = graph.texts('slices', variables.map(() => '')) // prettier-ignore
  const dtypes = { list: { type: variables.map(() => types.float32) } }
  const save = graph.add('SaveV2', 'save', [file, names, slices, ...values], { dtypes })
  const done = graph.add('Identity', 'done', [graph.integers('one', [1]), `^${save}`], {
    T: { type: types.int32 },
  })
  return encodeSavedModel(
    graph.content({
      serving_default: { inputs, outputs: { done: describeEdge(done, types.int32, [1]) } },
    }),
  )
}

function refusal(prefix: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  const full = /no space left|disk quota|ENOSPC/i.test(reason)
  return new AppError(
    full ? 'no-space' : 'engine',
    `TensorFlow could not write variables to ${prefix} (${reason})${full ? ': make room on the disk' : ''}.`,
    { prefix },
    thrown,
  )
}

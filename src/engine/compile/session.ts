import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, toAppError } from '../../shared/errors'
import { tf } from '../tensorflow'

/** What tfjs-node's backend does with SavedModels beneath its own `loadSavedModel`. */
interface NodeBackend {
  loadSavedModelMetaGraph(folder: string, tag: string): number
  runSavedModel(
    id: number,
    inputs: readonly tf.Tensor[],
    infos: readonly { name: string }[],
    outputs: readonly string[],
  ): tf.Tensor[]
  deleteSavedModel(id: number): void
}

/**
 * A SavedModel in a session of TensorFlow's. `tf.node.loadSavedModel` would decode the whole graph in JavaScript first, to
 * find names in it that are known here.
 */
export class Session {
  readonly #id: number

  /** @param folder absolute @throws AppError `unreadable` when TensorFlow does not take it */
  constructor(folder: string) {
    // Without its variables TensorFlow opens a graph all the same, and fails when it is to compute.
    if (!existsSync(join(folder, 'variables'))) throw damaged(folder, 'its variables are missing')
    try {
      this.#id = backend().loadSavedModelMetaGraph(folder, 'serve')
    } catch (thrown) {
      throw damaged(folder, thrown instanceof Error ? thrown.message : String(thrown), thrown)
    }
  }

  /**
   * @param feed the edge that takes the input, which has its type
   * @param answer the edge to be computed
   * @returns a tensor that the caller disposes of
   */
  run(feed: string, input: tf.Tensor, answer: string): tf.Tensor {
    const [given] = backend().runSavedModel(this.#id, [input], [{ name: feed }], [answer])
    if (!given) throw new AppError('internal', `TensorFlow gave nothing for ${answer}.`)
    return given
  }

  dispose(): void {
    backend().deleteSavedModel(this.#id)
  }
}

/** A session that is opened when it is first needed, and done without where it cannot be. */
export class LateSession {
  #opened: { readonly session: Session | undefined } | undefined

  /**
   * @param folder absolute
   * @param log is told in a line why the session cannot be opened
   */
  constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {}

  get(): Session | undefined {
    this.#opened ??= { session: this.#open() }
    return this.#opened.session
  }

  dispose(): void {
    this.#opened?.session?.dispose()
  }

  #open(): Session | undefined {
    try {
      return new Session(this.folder)
    } catch (thrown) {
      this.log(`${toAppError(thrown).message} Batches are computed without it, more slowly.`)
      return undefined
    }
  }
}

function damaged(folder: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'unreadable',
    `The compiled network ${folder} is damaged (${reason}).`,
    { folder },
    cause,
  )
}

function backend(): NodeBackend {
  return tf.backend() as unknown as NodeBackend
}

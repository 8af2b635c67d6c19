import type { tf } from '../tensorflow'
import { types } from './messages'
import type {
  AttributeMessage,
  NodeMessage,
  SavedModelContent,
  ShapeMessage,
  TensorInfoMessage,
  TypeNumber,
} from './messages'

/** What an operation gives, as other operations name it. */
export type Edge = string

/** Weights of so many bytes and more are variables: large constants make a model slow to load and fat. */
const variableBytes = 4096

/**
 * Kernels of depthwise convolutions are small and few, and oneDNN puts their numbers into another order: those of a
 * constant once, those of a variable in every run, a fifteenth of the time that MobileNetV2 takes for a photo.
 */
const depthwiseBytes = 256 * 1024

/** A graph of TensorFlow's operations that grows by its methods. */
export class GraphBuilder {
  readonly #nodes: NodeMessage[] = []
  readonly #names = new Set<string>()
  readonly #variables: Record<string, tf.Tensor> = {}

  /** Adds an operation. @returns its first output */
  add(
    op: string,
    name: string,
    input: readonly Edge[],
    attr: Readonly<Record<string, AttributeMessage>> = {},
  ): Edge {
    const unique = this.#unique(name)
    this.#nodes.push({ name: unique, op, input, attr })
    return unique
  }

  /** What is fed. @param shape -1 for sides that may be any */
  placeholder(name: string, dtype: TypeNumber, shape: readonly number[]): Edge {
    return this.add('Placeholder', name, [], { dtype: { type: dtype }, shape: { shape: shapeOf(shape) } })
  }

  floats(name: string, values: Float32Array, shape: readonly number[]): Edge {
    return this.#constant(name, types.float32, shape, { tensorContent: bytesOf(values) })
  }

  /** A whole number, a list of them, or a table. */
  integers(name: string, values: number | readonly number[] | readonly (readonly number[])[]): Edge {
    const shape = typeof values === 'number' ? [] : shapeOfRows(values)
    const flat = typeof values === 'number' ? [values] : values.flat()
    return this.#constant(name, types.int32, shape, { tensorContent: bytesOf(Int32Array.from(flat)) })
  }

  /** A list of texts, or the one text. */
  texts(name: string, values: readonly string[] | string): Edge {
    const list = typeof values === 'string' ? [values] : values
    const shape = typeof values === 'string' ? [] : [values.length]
    return this.#constant(name, types.string, shape, { stringVal: list.map((text) => Buffer.from(text)) })
  }

  /** A weight: a variable, or a constant where it is small. */
  weight(name: string, tensor: tf.Tensor, use: 'depthwise' | 'any' = 'any'): Edge {
    const limit = use === 'depthwise' ? depthwiseBytes : variableBytes
    if (tensor.size * Float32Array.BYTES_PER_ELEMENT < limit) {
      return this.floats(name, tensor.dataSync() as Float32Array, tensor.shape)
    }
    const handle = this.#unique(name)
    const attr = {
      dtype: { type: types.float32 },
      shape: { shape: shapeOf(tensor.shape) },
      shared_name: { s: Buffer.from(handle) },
    }
    this.#nodes.push({ name: handle, op: 'VarHandleOp', input: [], attr })
    this.#variables[handle] = tensor
    return this.add('ReadVariableOp', `${handle}/read`, [handle], { dtype: { type: types.float32 } })
  }

  /** Everything that was added, each operation after those that it takes something from. */
  get nodes(): readonly NodeMessage[] {
    return this.#nodes
  }

  /** Weights that became variables, by their names. */
  get variables(): Readonly<Record<string, tf.Tensor>> {
    return this.#variables
  }

  /** The whole model. Its variables are restored from the checkpoint that lies with it. */
  content(signatures: SavedModelContent['signatures']): SavedModelContent {
    const names = Object.keys(this.#variables)
    return {
      saver: names.length === 0 ? undefined : this.#addRestoring(names),
      nodes: this.#nodes,
      signatures,
    }
  }

  #addRestoring(names: readonly string[]) {
    const dtypes = { list: { type: names.map(() => types.float32) } }
    const file = this.placeholder('save/file', types.string, [])
    const keys = this.texts('save/names', names)
    const slices = this.texts('save/slices', names.map(() => '')) // prettier-ignore
    const reads = names.map((name) => `${name}/read`)
    const save = this.add('SaveV2', 'save/save', [file, keys, slices, ...reads], { dtypes })
    const saved = this.add('Identity', 'save/saved', [file, `^${save}`], { T: { type: types.string } })
    const restored = this.add('RestoreV2', 'save/restore', [file, keys, slices], { dtypes })
    const assigned = names.map((name, index) =>
      this.add('AssignVariableOp', `${name}/assign`, [name, `${restored}:${index}`], {
        dtype: { type: types.float32 },
      }),
    )
    const all = this.add('NoOp', 'save/restore_all', assigned.map((assign) => `^${assign}`)) // prettier-ignore
    return { filenameTensorName: `${file}:0`, saveTensorName: `${saved}:0`, restoreOpName: all }
  }

  #constant(
    name: string,
    dtype: TypeNumber,
    shape: readonly number[],
    content: { tensorContent?: Uint8Array; stringVal?: readonly Uint8Array[] },
  ): Edge {
    const tensor = { dtype, tensorShape: shapeOf(shape), ...content }
    return this.add('Const', name, [], { dtype: { type: dtype }, value: { tensor } })
  }

  /** TensorFlow takes letters, digits and a few signs; each name once. */
  #unique(wished: string): string {
    const name = wished.replace(/[^A-Za-z0-9_./-]/g, '_').replace(/^[^A-Za-z0-9.]/, 'n$&')
    let unique = name
    for (let count = 1; this.#names.has(unique); count++) unique = `${name}_${count}`
    this.#names.add(unique)
    return unique
  }
}

/** How a signature describes an edge. */
export function describeEdge(edge: Edge, dtype: TypeNumber, shape: readonly number[]): TensorInfoMessage {
  return { name: `${edge}:0`, dtype, tensorShape: shapeOf(shape) }
}

function shapeOfRows(values: readonly (number | readonly number[])[]): number[] {
  const [first] = values
  return typeof first === 'object' ? [values.length, first.length] : [values.length]
}

function shapeOf(shape: readonly number[]): ShapeMessage {
  return { dim: shape.map((size) => ({ size })) }
}

function bytesOf(values: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

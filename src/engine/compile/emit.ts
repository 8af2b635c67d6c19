import { AppError } from '../../shared/errors'
import type { Edge, GraphBuilder } from './graph'
import { types } from './messages'
import type { AttributeMessage } from './messages'
import type { Activation, Borders, Linear, Operation, Padding, Sides, Step } from './steps'

type Attributes = Record<string, AttributeMessage>
type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

const float = { T: { type: types.float32 } } satisfies Attributes
const fewChannels = 8
const channelsLast = { data_format: { s: Buffer.from('NHWC') } } satisfies Attributes

/** A network as TensorFlow's operations. */
export interface Emitted {
  /** What is fed: `[n, ...shape]` floats. */
  readonly photos: Edge
  /** What may be fed instead: the photos' bytes, four to an int32, `[n, ints]`. */
  readonly bytes: Edge
  readonly output: Edge
  readonly input: Step
}

/** Writes steps as TensorFlow's operations. */
export function emit(graph: GraphBuilder, last: Step): Emitted {
  const edges = new Map<Step, Edge>()
  let fed: Omit<Emitted, 'output'> | undefined
  const visit = (step: Step): Edge => {
    const known = edges.get(step)
    if (known) return known
    if (step.operation.kind === 'input') {
      fed = { ...emitPhotos(graph, step), input: step }
      edges.set(step, fed.photos)
      return fed.photos
    }
    const edge = new Emitter(graph, step, step.inputs.map(visit)).edge()
    edges.set(step, edge)
    return edge
  }
  const output = visit(last)
  if (!fed) throw new AppError('internal', 'A network that does not look at photos cannot be compiled.')
  return { ...fed, output }
}

/** How many int32 hold a photo's bytes. */
export function intsOf(shape: readonly number[]): number {
  return Math.ceil(shape.reduce((product, side) => product * side, 1) / Int32Array.BYTES_PER_ELEMENT)
}

/** The binding has no tensors of bytes: they come in as int32 that the graph looks at as bytes, without a copy. */
function emitPhotos(graph: GraphBuilder, { name, shape }: Step): { photos: Edge; bytes: Edge } {
  const ints = intsOf(shape)
  const count = shape.reduce((product, side) => product * side, 1)
  const ofBytes = { T: { type: types.uint8 } }
  const bytes = graph.placeholder('bytes', types.int32, [-1, ints])
  const asBytes = { T: { type: types.int32 }, type: { type: types.uint8 } }
  const reshape = (edge: Edge, to: string, sides: readonly number[]): Edge =>
    graph.add('Reshape', to, [edge, graph.integers(`${to}/shape`, [-1, ...sides])], {
      ...ofBytes,
      Tshape: { type: types.int32 },
    })
  let edge = graph.add('Bitcast', 'bytes/each', [bytes], asBytes)
  const length = ints * Int32Array.BYTES_PER_ELEMENT
  if (length !== count) {
    const begin = graph.integers('bytes/begin', [0, 0])
    const size = graph.integers('bytes/size', [-1, count])
    const rows = reshape(edge, 'bytes/rows', [length])
    edge = graph.add('Slice', 'bytes/used', [rows, begin, size], { ...ofBytes, Index: { type: types.int32 } })
  }
  edge = reshape(edge, 'bytes/photos', shape)
  const cast = { SrcT: { type: types.uint8 }, DstT: { type: types.float32 } }
  return { bytes, photos: graph.add('Cast', name, [edge], cast) }
}

/** Writes one step. */
class Emitter {
  constructor(
    private readonly graph: GraphBuilder,
    private readonly step: Step,
    private readonly inputs: readonly Edge[],
  ) {}

  edge(): Edge {
    const { operation } = this.step
    switch (operation.kind) {
      case 'input':
        throw new AppError('internal', 'What is fed is written by emitPhotos.')
      case 'convolution':
      case 'depthwise':
      case 'dense':
        return this.#linear(operation)
      case 'affine':
        return this.#affine(operation)
      case 'activation':
        return this.#activation(operation.activation)
      case 'pad':
        return this.#pad(operation.borders)
      case 'crop':
        return this.#crop(operation.borders)
      case 'skip':
        return this.#skip(operation.strides)
      case 'pool':
        return this.#pool(operation)
      case 'global pool':
        return this.#globalPool(operation)
      case 'reverse':
        return this.#add('ReverseV2', [this.graph.integers(this.#name('axis'), [-1])])
      case 'add':
        return this.#sum()
      case 'concatenate':
        return this.#concatenate(operation.axis)
      case 'reshape':
        return this.#reshape([-1, ...this.step.shape])
    }
  }

  #linear(linear: Linear): Edge {
    const { kind, kernel, bias, window } = linear
    const weight = this.graph.weight(this.#name('kernel'), kernel, kind === 'depthwise' ? kind : 'any')
    const op = { convolution: 'Conv2D', depthwise: 'DepthwiseConv2dNative', dense: 'MatMul' }[kind]
    const attributes = window
      ? {
          ...windowAttributes(window.strides, window.padding),
          dilations: { list: { i: [1, ...window.dilations, 1] } },
        }
      : {}
    const edge = this.#add(op, [weight], attributes)
    return bias ? this.#addBias(edge, bias) : edge
  }

  #affine({ scale, offset }: Of<'affine'>): Edge {
    const [input = ''] = this.inputs
    if (this.step.shape.length > 1 && (this.step.shape.at(-1) ?? 0) < fewChannels) {
      const scaled = scale ? this.#broadcast('Mul', 'scale', input, scale) : input
      return offset ? this.#broadcast('AddV2', 'offset', scaled, offset) : scaled
    }
    const scaled = scale
      ? this.graph.add('Mul', this.#name('scale'), [input, this.#vector('by', scale)], float)
      : input
    return offset ? this.#addBias(scaled, offset) : scaled
  }

  /** For maps of few channels: TensorFlow goes through whole rows many times faster than channel by channel. */
  #broadcast(op: 'Mul' | 'AddV2', name: string, input: Edge, values: Float64Array): Edge {
    const isOne = values.every((value) => value === values[0])
    const columns = this.step.shape.at(-2) ?? 1
    const shape = isOne ? [] : [columns, values.length]
    const all = Float32Array.from({ length: isOne ? 1 : columns * values.length }, (_, index) => values[index % values.length] ?? NaN) // prettier-ignore
    return this.graph.add(op, this.#name(name), [input, this.graph.floats(this.#name(`${name}/by`), all, shape)], float) // prettier-ignore
  }

  #addBias(edge: Edge, bias: Float64Array): Edge {
    const values = this.#vector('bias', bias)
    return this.graph.add('BiasAdd', this.#name('biased'), [edge, values], { ...float, ...channelsLast })
  }

  #activation(activation: Activation): Edge {
    const others = activation === 'Maximum' ? [this.#vector('zero', new Float64Array(1))] : []
    return this.#add(activation, others)
  }

  #pad([rows, columns]: Borders): Edge {
    const paddings = this.graph.integers(this.#name('borders'), [[0, 0], rows, columns, [0, 0]])
    return this.#add('Pad', [paddings], { Tpaddings: { type: types.int32 } })
  }

  #crop([[top], [left]]: Borders): Edge {
    const begin = this.graph.integers(this.#name('begin'), [0, top, left, 0])
    const size = this.graph.integers(this.#name('size'), [-1, ...this.step.shape])
    return this.#add('Slice', [begin, size], { Index: { type: types.int32 } })
  }

  #skip([rows, columns]: Sides): Edge {
    const begin = this.graph.integers(this.#name('begin'), [0, 0, 0, 0])
    const steps = this.graph.integers(this.#name('strides'), [1, rows, columns, 1])
    // Every bit of a mask says that an axis is taken from its beginning to its end.
    const all = { i: 0b1111 }
    return this.#add('StridedSlice', [begin, begin, steps], {
      Index: { type: types.int32 },
      begin_mask: all,
      end_mask: all,
    })
  }

  #pool({ pool, size, strides, padding }: Of<'pool'>): Edge {
    return this.#add(pool === 'max' ? 'MaxPool' : 'AvgPool', [], {
      ...windowAttributes(strides, padding),
      ksize: { list: { i: [1, ...size, 1] } },
    })
  }

  #globalPool({ pool, keepsRank }: Of<'global pool'>): Edge {
    const axes = this.graph.integers(this.#name('axes'), [1, 2])
    return this.#add(pool === 'max' ? 'Max' : 'Mean', [axes], {
      Tidx: { type: types.int32 },
      keep_dims: { b: keepsRank },
    })
  }

  #sum(): Edge {
    const [first = '', ...others] = this.inputs
    return others.reduce((sum, other) => this.graph.add('AddV2', this.step.name, [sum, other], float), first)
  }

  #concatenate(axis: number): Edge {
    const edge = this.graph.integers(this.#name('axis'), axis + 1)
    return this.#add('ConcatV2', [edge], {
      N: { i: this.inputs.length },
      Tidx: { type: types.int32 },
    })
  }

  #reshape(shape: readonly number[]): Edge {
    const edge = this.graph.integers(this.#name('shape'), shape)
    return this.#add('Reshape', [edge], { Tshape: { type: types.int32 } })
  }

  /** An operation on everything that comes in. */
  #add(op: string, others: readonly Edge[] = [], attributes: Attributes = {}): Edge {
    return this.graph.add(op, this.step.name, [...this.inputs, ...others], { ...float, ...attributes })
  }

  #vector(name: string, values: Float64Array): Edge {
    return this.graph.floats(this.#name(name), Float32Array.from(values), [values.length])
  }

  #name(part: string): string {
    return `${this.step.name}/${part}`
  }
}

function windowAttributes(strides: Sides, padding: Padding): Attributes {
  const window = { strides: { list: { i: [1, ...strides, 1] } }, ...channelsLast }
  if (typeof padding === 'string') return { ...window, padding: { s: Buffer.from(padding.toUpperCase()) } }
  return {
    ...window,
    padding: { s: Buffer.from('EXPLICIT') },
    explicit_paddings: { list: { i: [0, 0, ...padding.flat(), 0, 0] } },
  }
}

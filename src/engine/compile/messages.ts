import protobuf from 'protobufjs/light.js'

/**
 * The few of TensorFlow's messages that a SavedModel needs, with the numbers of its published definitions
 * (tensorflow/core/protobuf/saved_model.proto, meta_graph.proto, saver.proto; tensorflow/core/framework/*.proto).
 */
const definitions = {
  SavedModel: message({
    savedModelSchemaVersion: [1, 'int64'],
    metaGraphs: [2, 'repeated MetaGraphDef'],
  }),
  MetaGraphDef: message({
    metaInfoDef: [1, 'MetaInfoDef'],
    graphDef: [2, 'GraphDef'],
    saverDef: [3, 'SaverDef'],
    signatureDef: [5, 'map SignatureDef'],
  }),
  MetaInfoDef: message({ tags: [4, 'repeated string'] }),
  SaverDef: message({
    filenameTensorName: [1, 'string'],
    saveTensorName: [2, 'string'],
    restoreOpName: [3, 'string'],
    version: [7, 'int32'],
  }),
  SignatureDef: message({
    inputs: [1, 'map TensorInfo'],
    outputs: [2, 'map TensorInfo'],
    methodName: [3, 'string'],
  }),
  TensorInfo: message({ name: [1, 'string'], dtype: [2, 'int32'], tensorShape: [3, 'TensorShapeProto'] }),
  GraphDef: message({ node: [1, 'repeated NodeDef'], versions: [4, 'VersionDef'] }),
  VersionDef: message({ producer: [1, 'int32'], minConsumer: [2, 'int32'] }),
  NodeDef: message({
    name: [1, 'string'],
    op: [2, 'string'],
    input: [3, 'repeated string'],
    attr: [5, 'map AttrValue'],
  }),
  AttrValue: oneOf({
    list: [1, 'ListValue'],
    s: [2, 'bytes'],
    i: [3, 'int64'],
    b: [5, 'bool'],
    type: [6, 'int32'],
    shape: [7, 'TensorShapeProto'],
    tensor: [8, 'TensorProto'],
  }),
  ListValue: message({ i: [3, 'repeated int64'], type: [6, 'repeated int32'] }),
  TensorProto: message({
    dtype: [1, 'int32'],
    tensorShape: [2, 'TensorShapeProto'],
    tensorContent: [4, 'bytes'],
    stringVal: [8, 'repeated bytes'],
  }),
  TensorShapeProto: message({ dim: [2, 'repeated Dim'] }),
  Dim: message({ size: [1, 'int64'] }),
}

/** TensorFlow's numbers for types of tensors. */
export const types = { float32: 1, int32: 3, uint8: 4, string: 7, resource: 20 } as const
export type TypeNumber = (typeof types)[keyof typeof types]

export interface ShapeMessage {
  readonly dim: readonly { readonly size: number }[]
}

export interface TensorMessage {
  readonly dtype: TypeNumber
  readonly tensorShape: ShapeMessage
  readonly tensorContent?: Uint8Array
  readonly stringVal?: readonly Uint8Array[]
}

/** An attribute of an operation; exactly one of these. */
export interface AttributeMessage {
  readonly list?: { readonly i?: readonly number[]; readonly type?: readonly TypeNumber[] }
  readonly s?: Uint8Array
  readonly i?: number
  readonly b?: boolean
  readonly type?: TypeNumber
  readonly shape?: ShapeMessage
  readonly tensor?: TensorMessage
}

export interface NodeMessage {
  readonly name: string
  readonly op: string
  readonly input: readonly string[]
  readonly attr: Readonly<Record<string, AttributeMessage>>
}

export interface TensorInfoMessage {
  /** The operation's name and which of its outputs, such as `photos:0`. */
  readonly name: string
  readonly dtype: TypeNumber
  readonly tensorShape: ShapeMessage
}

export interface SaverMessage {
  readonly filenameTensorName: string
  readonly saveTensorName: string
  readonly restoreOpName: string
}

/** What is fed and what is given, by the names under which callers know them. */
export interface Signature {
  readonly inputs: Readonly<Record<string, TensorInfoMessage>>
  readonly outputs: Readonly<Record<string, TensorInfoMessage>>
}

/** What can be said of a model in `saved_model.pb`. */
export interface SavedModelContent {
  readonly nodes: readonly NodeMessage[]
  readonly signatures: { readonly serving_default: Signature } & Readonly<Record<string, Signature>>
  /** How the variables are restored, where there are any. */
  readonly saver?: SaverMessage | undefined
}

/** Graphs of this version have all operations that are used here with the attributes that are used here. */
const versions = { producer: 1087, minConsumer: 12 }
/** `SaverDef.CheckpointFormatVersion.V2`: an index, and files with the numbers. */
const checkpointVersion = 2

const savedModelType = protobuf.Root.fromJSON({ nested: definitions }).lookupType('SavedModel')

/** The bytes of `saved_model.pb`. */
export function encodeSavedModel({ nodes, signatures, saver }: SavedModelContent): Uint8Array {
  const metaGraph = {
    metaInfoDef: { tags: ['serve'] },
    graphDef: { node: nodes, versions },
    ...(saver && { saverDef: { ...saver, version: checkpointVersion } }),
    signatureDef: Object.fromEntries(
      Object.entries(signatures).map(([name, { inputs, outputs }]) => [
        name,
        { inputs, outputs, methodName: 'tensorflow/serving/predict' },
      ]),
    ),
  }
  return savedModelType.encode({ savedModelSchemaVersion: 1, metaGraphs: [metaGraph] }).finish()
}

/** A message that holds one of its fields, which is written even where it is zero or false. */
function oneOf(fields: Parameters<typeof message>[0]): protobuf.IType {
  return { ...message(fields), oneofs: { value: { oneof: Object.keys(fields) } } }
}

/** @param fields of a message, each with its number and its type, which may be `repeated` or a `map` from texts */
export function message(fields: Record<string, [id: number, type: string]>): protobuf.IType {
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, [id, written]]) => {
        const [first = '', type = first] = written.split(' ')
        if (first === 'map') return [name, { id, type, keyType: 'string' }]
        return [name, first === 'repeated' ? { id, type, rule: 'repeated' } : { id, type }]
      }),
    ),
  }
}

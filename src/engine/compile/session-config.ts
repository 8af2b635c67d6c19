import protobuf from 'protobufjs/light.js'
import { message } from './messages'

/** What TensorFlow may do to a graph before it runs it, by the numbers of `RewriterConfig`'s fields. */
const rewrites = {
  layoutOptimizer: 1,
  constantFolding: 3,
  memoryOptimization: 4,
  arithmeticOptimization: 7,
  dependencyOptimization: 8,
  loopOptimization: 9,
  functionOptimization: 10,
  debugStripper: 11,
  metaOptimizerIterations: 12,
  shapeOptimization: 13,
  remapping: 14,
  scopedAllocatorOptimization: 15,
  pinToHostOptimization: 18,
  implementationSelector: 22,
  autoMixedPrecision: 23,
  commonSubgraphElimination: 24,
}

/** The few of a ConfigProto's settings that are used here (tensorflow/core/protobuf/{config,rewriter_config}.proto). */
const definitions = {
  ConfigProto: message({
    intraOpParallelismThreads: [2, 'int32'],
    interOpParallelismThreads: [5, 'int32'],
    usePerSessionThreads: [9, 'bool'],
    graphOptions: [10, 'GraphOptions'],
  }),
  GraphOptions: message({ rewriteOptions: [10, 'RewriterConfig'] }),
  RewriterConfig: message(forEach(rewrites, (id) => [id, 'int32'])),
}

/** `RewriterConfig.Toggle`, `.MemOptType.NO_MEM_OPT` and `.NumIterationsType.ONE`. */
const [on, off, noMemoryOptimization, once] = [1, 2, 1, 1]

/**
 * Of everything that TensorFlow does to a graph before it runs it, only that convolutions take their biases and
 * activations in: the graph is as it should be, and the rest costs seconds where it holds many branches.
 */
const rewriteOptions = {
  ...forEach(rewrites, () => off),
  remapping: on,
  memoryOptimization: noMemoryOptimization,
  metaOptimizerIterations: once,
}

const type = protobuf.Root.fromJSON({ nested: definitions }).lookupType('ConfigProto')

/** Where the binding looks for a session's settings (scripts/setup/session-config.mjs). */
export const sessionConfigName = 'session_config.pb'

/**
 * The bytes of a ConfigProto for a graph with branches: several operations at once, each on one thread.
 * @param threads how many operations run at once
 */
export function encodeBranchedConfig(threads: number): Uint8Array {
  return type
    .encode({
      intraOpParallelismThreads: 1,
      interOpParallelismThreads: threads,
      usePerSessionThreads: true,
      graphOptions: { rewriteOptions },
    })
    .finish()
}

function forEach<T>(fields: Readonly<Record<string, number>>, give: (id: number) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).map(([name, id]) => [name, give(id)]))
}

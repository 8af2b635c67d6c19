import protobuf from 'protobufjs/light.js'
import { message } from './messages'

/** The few of a ConfigProto's settings that are used here (tensorflow/core/protobuf/{config,rewriter_config}.proto). */
const definitions = {
  ConfigProto: message({
    intraOpParallelismThreads: [2, 'int32'],
    interOpParallelismThreads: [5, 'int32'],
    usePerSessionThreads: [9, 'bool'],
    graphOptions: [10, 'GraphOptions'],
  }),
  GraphOptions: message({ rewriteOptions: [10, 'RewriterConfig'] }),
  RewriterConfig: message({
    layoutOptimizer: [1, 'int32'],
    constantFolding: [3, 'int32'],
    memoryOptimization: [4, 'int32'],
    arithmeticOptimization: [7, 'int32'],
    dependencyOptimization: [8, 'int32'],
    loopOptimization: [9, 'int32'],
    functionOptimization: [10, 'int32'],
    debugStripper: [11, 'int32'],
    metaOptimizerIterations: [12, 'int32'],
    shapeOptimization: [13, 'int32'],
    remapping: [14, 'int32'],
    scopedAllocatorOptimization: [15, 'int32'],
    pinToHostOptimization: [18, 'int32'],
    implementationSelector: [22, 'int32'],
    autoMixedPrecision: [23, 'int32'],
    commonSubgraphElimination: [24, 'int32'],
  }),
}

/** `RewriterConfig.Toggle`, `.MemOptType.NO_MEM_OPT` and `.NumIterationsType.ONE`. */
const [on, off, noMemoryOptimization, once] = [1, 2, 1, 1]

/**
 * Of everything that TensorFlow does to a graph before it runs it, only that convolutions take their biases and
 * activations in: the graph is as it should be, and the rest costs seconds where it holds many branches.
 */
const rewriteOptions = {
  layoutOptimizer: off,
  constantFolding: off,
  memoryOptimization: noMemoryOptimization,
  arithmeticOptimization: off,
  dependencyOptimization: off,
  loopOptimization: off,
  functionOptimization: off,
  debugStripper: off,
  metaOptimizerIterations: once,
  shapeOptimization: off,
  remapping: on,
  scopedAllocatorOptimization: off,
  pinToHostOptimization: off,
  implementationSelector: off,
  autoMixedPrecision: off,
  commonSubgraphElimination: off,
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

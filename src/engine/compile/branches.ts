import { GraphBuilder } from './graph'
import type { Edge } from './graph'
import { types } from './messages'
import type { NodeMessage } from './messages'

/** Networks whose weights take more bytes gain nothing: their large convolutions keep several threads busy by themselves. */
const heaviest = 100e6

/** A piece of a batch has at least so many photos, where there are fewer threads. */
const fewest = 8
/** And at most so many: as many as are read at a time where photos are classified. */
const most = 16

/**
 * How many photos go through a network at once, side by side, each on one thread: a multiple of the threads, so that none
 * waits for another at the end.
 * @param bytes of the weights
 * @returns 1 where a batch is better computed as one
 */
export function branchesFor(threads: number, bytes: number): number {
  if (threads < 2 || threads > most || bytes > heaviest) return 1
  return threads * Math.ceil(fewest / threads)
}

/** What lies between is there several times; everything else, such as weights, once. */
interface Ends {
  /** A placeholder `[n, …]` of int32. */
  readonly fed: Edge
  /** `[n, …]` in float32. */
  readonly output: Edge
}

/**
 * A graph as copies that stand side by side: each takes an equal part of the rows, whose number has to be a multiple of
 * the copies'. Nothing orders the copies, so that TensorFlow computes as many at once as it has threads for operations.
 * @param nodes each after those that it takes something from
 * @returns the nodes, and the edge with all rows in their order
 */
export function inBranches(
  nodes: readonly NodeMessage[],
  { fed, output }: Ends,
  branches: number,
): { nodes: NodeMessage[]; output: Edge } {
  const between = nodesBetween(nodes, { fed, output })
  const graph = new GraphBuilder()
  const axis = graph.integers('branches/axis', 0)
  const split = { num_split: { i: branches }, T: { type: types.int32 } }
  const parts = graph.add('Split', 'branches/parts', [axis, fed], split)
  const outputs = Array.from({ length: branches }, (_, branch) => {
    const copies = new Map([[fed, branch === 0 ? parts : `${parts}:${branch}`]])
    for (const { name, op, input, attr } of between) {
      const inputs = input.map((edge) => copies.get(edge) ?? edge)
      copies.set(name, graph.add(op, `branches/${branch}/${name}`, inputs, attr))
    }
    return copies.get(output) ?? output
  })
  const attributes = { N: { i: branches }, T: { type: types.float32 }, Tidx: { type: types.int32 } }
  const rows = graph.add('ConcatV2', 'branches/rows', [...outputs, axis], attributes)
  const copied = new Set(between)
  return { nodes: [...nodes.filter((node) => !copied.has(node)), ...graph.nodes], output: rows }
}

/** Operations that lead from what is fed to the output, in their order. */
function nodesBetween(nodes: readonly NodeMessage[], { fed, output }: Ends): NodeMessage[] {
  const after = new Set([fed])
  const fromFed = nodes.filter(({ name, input }) => {
    if (input.some((edge) => after.has(edge))) after.add(name)
    return after.has(name) && name !== fed
  })
  const before = new Set([output])
  const toOutput = fromFed.reverse().filter(({ name, input }) => {
    if (before.has(name)) for (const edge of input) before.add(edge)
    return before.has(name)
  })
  return toOutput.reverse()
}

import { extname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { drawSvg } from '../../pixels/svg'
import type { DrawGraphSettings, DrawnGraph, NetworkGraph } from '../../shared/contract/models'
import { AppError } from '../../shared/errors'
import { graphSvg } from '../../shared/graph-svg'
import { pictureOf } from './graph'
import { graphDot } from './graph-dot'
import type { Summaries } from './graph-summaries'

const writers: Readonly<Record<string, (graph: NetworkGraph) => string | Promise<Buffer>>> = {
  '.svg': (graph) => graphSvg(graph),
  '.png': (graph) => drawSvg((scale) => graphSvg(graph, scale), graph),
  '.dot': graphDot,
}

/**
 * Writes the picture of a network into a file, in the format that its name ends in.
 * @throws AppError `bad-input` for another ending or a size that the network does not take; `not-found` for an unknown one
 */
export async function drawGraph(
  summaries: Summaries,
  { out, open, ...settings }: DrawGraphSettings,
  signal: AbortSignal,
): Promise<DrawnGraph> {
  const write = writers[extname(out).toLowerCase()]
  if (!write) {
    const expected = `A file that ends in ${Object.keys(writers).join(', ')} is expected`
    throw new AppError('bad-input', `${expected}, and ${out} came: choose another name.`, { out })
  }
  const graph = pictureOf(await summaries.show(settings, signal), open)
  const content = await write(graph)
  signal.throwIfAborted()
  await writeFileAtomic(out, content)
  return { out, nodes: graph.nodes.filter((node) => !node.open).length, edges: graph.edges.length }
}

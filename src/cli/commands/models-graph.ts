import type { Command } from 'commander'
import type { DrawnGraph } from '../../shared/contract/models'
import { examples } from '../options'
import { counted } from '../output/numbers'
import type { RunCommand, Session } from '../session'
import { readSize } from './models-size'

interface GraphOptions {
  readonly out: string
  readonly top: boolean
  readonly folded?: true
  readonly input?: [number, number]
}

/** A network as a picture. */
export function addModelsGraph(models: Command, run: RunCommand): void {
  const graph = models
    .command('graph')
    .description('a network as a picture, with the shapes of what its layers give')
    .argument('<id>', 'the network')
    .requiredOption('--out <file>', 'the picture: a file that ends in .svg, .png or .dot')
    .option('--no-top', 'without the layers that tell the ImageNet classes apart')
    .option(
      '--input <size>',
      "height and width of the photos, like 150x150 (default: the network's own)",
      readSize,
    )
    .option('--folded', 'blocks that repeat as one box each, instead of every layer')
    .action((id: string, { out, top, folded, input }: GraphOptions, self: Command) =>
      run(self, 'optional', async (session) => {
        const { client, interruption, absolute } = session
        const settings = { id, top, out: absolute(out), ...(input && { input }), ...(folded && { open: [] }) }
        const drawn = await client['models.draw'](settings, { signal: interruption })
        session.print(drawn, () => describeDrawn(drawn, session))
        return 0
      }),
    )
  examples(
    graph,
    'models graph ResNet50 --no-top --input 150x150 --out resnet50.svg',
    'models graph NASNetLarge --folded --out nasnet.png',
  )
}

function describeDrawn({ out, nodes, edges }: DrawnGraph, { shown }: Session): string[] {
  return [`${shown(out)}: ${counted(nodes, 'node')}, ${counted(edges, 'edge')}`]
}

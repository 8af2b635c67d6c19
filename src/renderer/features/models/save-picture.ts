import type { NetworkGraph, OpenBoxes } from '../../../shared/contract/models'
import { graphSvg } from '../../../shared/graph-svg'
import type { Front } from '../../front/front'
import { strings } from '../../strings'
import type { Form } from './useModelView'

export type PictureFormat = 'svg' | 'png'

/** No side of a canvas may be longer, in pixels. */
const LONGEST = 16_000

export interface PictureToSave {
  readonly form: Form
  readonly open: OpenBoxes
  readonly graph: NetworkGraph
}

/**
 * Saves a picture as it is: in a window where the user says, in a browser as a download.
 * @returns the path of what was written; undefined for a download, and where the user chose none
 */
export async function savePicture(
  { client, shell }: Pick<Front, 'client' | 'shell'>,
  { form, open, graph }: PictureToSave,
  format: PictureFormat,
): Promise<string | undefined> {
  const name = `${graph.name}.${format}`
  if (shell.kind === 'browser') {
    download(name, await blobOf(graph, format))
    return undefined
  }
  const { saveTitle, save } = strings.models.picture
  const { path } = await client['shell.chooseTarget']({ title: saveTitle, button: save, name })
  if (path === null) return undefined
  // Who leaves the ending away means the button that was pressed.
  const out = path.toLowerCase().endsWith(`.${format}`) ? path : `${path}.${format}`
  return (await client['models.draw']({ ...form, open: open === 'all' ? open : [...open], out })).out
}

function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

async function blobOf(graph: NetworkGraph, format: PictureFormat): Promise<Blob> {
  const scale = format === 'svg' ? 1 : Math.min(2, LONGEST / Math.max(graph.width, graph.height))
  const svg = new Blob([graphSvg(graph, scale)], { type: 'image/svg+xml' })
  return format === 'svg' ? svg : pixelsOf(svg, graph.width * scale, graph.height * scale)
}

async function pixelsOf(svg: Blob, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!drawn) throw new Error('The picture is too large to be drawn here: save it as SVG.')
    return drawn
  } finally {
    URL.revokeObjectURL(address)
  }
}

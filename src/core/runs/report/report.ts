import { smallJpeg } from '../../../pixels/thumbnail'
import type { Evaluation } from '../../../shared/contract/evaluation'
import { writeNewFile } from '../../new-file'
import type { Services } from '../../services'
import { listEvaluations } from '../evaluate'
import { readRun } from '../rows'
import type { Thumbnails } from './evaluation-section'
import { reportPage } from './page'

/** The longer side of the photos in a report, in pixels: sharp enough in cells of 160 on fine screens. */
const side = 240

/**
 * Writes one self-contained HTML file about a run, with its newest evaluation on each part.
 * @param where.out absolute
 * @throws AppError `not-found`; `exists` where something lies there
 */
export async function writeReport(
  { project }: Pick<Services, 'project'>,
  { run: number, out }: { readonly run: number; readonly out: string },
): Promise<{ out: string; bytes: number }> {
  const run = readRun(project.database, number)
  const evaluations = listEvaluations({ project }, number)
  const thumbnails = await thumbnailsOf(evaluations)
  const date = new Date().toISOString().slice(0, 10)
  return writeNewFile(out, reportPage({ run, evaluations, thumbnails, date }))
}

/** One photo after the other: there are a dozen, and others may be at work. */
async function thumbnailsOf(evaluations: readonly Evaluation[]): Promise<Thumbnails> {
  const thumbnails = new Map<number, string>()
  for (const { id, path } of evaluations.flatMap(({ worst }) => worst)) {
    if (thumbnails.has(id)) continue
    const picture = await smallJpeg(path, side).catch(() => undefined)
    if (picture) thumbnails.set(id, `data:image/jpeg;base64,${picture.toString('base64')}`)
  }
  return thumbnails
}

import { smallJpeg } from '../../../pixels/thumbnail'
import { splitNames } from '../../../shared/contract/photos'
import { writeNewFile } from '../../new-file'
import type { Services } from '../../services'
import { currentEvaluation } from '../evaluation'
import { readRun } from '../rows'
import type { Judged, Thumbnails } from './evaluation-section'
import { reportPage } from './page'

/** The longer side of the photos in a report, in pixels: sharp enough in cells of 160 on fine screens. */
const side = 240

/**
 * Writes one self-contained HTML file about a run, with how good it is on each part by the labels of
 * today, from what it has said of the photos.
 * @param where.out absolute
 * @throws AppError `not-found`; `exists` where something lies there
 */
export async function writeReport(
  { project }: Pick<Services, 'project'>,
  { run: number, out }: { readonly run: number; readonly out: string },
): Promise<{ out: string; bytes: number }> {
  const run = readRun(project.database, number)
  const evaluations = splitNames.flatMap((split) => {
    const { evaluation, ...counts } = currentEvaluation(project, { run: number, split })
    return evaluation ? [{ evaluation, ...counts }] : []
  })
  const thumbnails = await thumbnailsOf(evaluations)
  const date = new Date().toISOString().slice(0, 10)
  return writeNewFile(out, reportPage({ run, evaluations, thumbnails, date }))
}

/** One photo after the other: there are a dozen, and others may be at work. */
async function thumbnailsOf(evaluations: readonly Judged[]): Promise<Thumbnails> {
  const thumbnails = new Map<number, string>()
  for (const { id, path } of evaluations.flatMap(({ evaluation }) => evaluation.worst)) {
    if (thumbnails.has(id)) continue
    const picture = await smallJpeg(path, side).catch(() => undefined)
    if (picture) thumbnails.set(id, `data:image/jpeg;base64,${picture.toString('base64')}`)
  }
  return thumbnails
}

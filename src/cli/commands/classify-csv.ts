import writeFileAtomic from 'write-file-atomic'
import type { Skipped } from '../../shared/contract/photos'
import type { Classified } from '../../shared/contract/predictions'

/**
 * Writes a line a photo (RFC 4180, UTF-8): `path,answer,score,reason`, then `label_1,score_1,…` for every prediction. The
 * photos that were skipped follow with their reason.
 * @param file absolute; replaced as a whole where it exists
 */
export async function writeCsv(
  file: string,
  results: readonly Classified[],
  skipped: readonly Skipped[],
): Promise<void> {
  const top = Math.max(0, ...results.map(({ predictions }) => predictions.length))
  const ranks = Array.from({ length: top }, (_, index) => index + 1)
  const header = [
    'path',
    'answer',
    'score',
    'reason',
    ...ranks.flatMap((rank) => [`label_${rank}`, `score_${rank}`]),
  ]
  const answered = results.map(({ path, answer, predictions }) => [
    path,
    answer ?? '',
    String(predictions[0]?.score ?? ''),
    '',
    ...predictions.flatMap(({ label, score }) => [label, String(score)]),
  ])
  const unread = skipped.map(({ path, reason }) => [path, '', '', reason])
  const lines = [header, ...answered, ...unread].map((row) => csvLine(row, header.length))
  await writeFileAtomic(file, lines.join(''))
}

function csvLine(cells: readonly string[], length: number): string {
  return `${Array.from({ length }, (_, index) => csvCell(cells[index] ?? '')).join(',')}\r\n`
}

/** Quoted where the text would otherwise be taken for more than one cell. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

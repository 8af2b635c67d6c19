import type { Epoch } from '../../shared/contract/training'
import { writeNewFile } from '../new-file'
import type { Services } from '../services'
import { readRun } from './rows'

/** A line's end as RFC 4180 has it. */
const lineEnd = '\r\n'

const columns = ['epoch', 'phase', 'loss', 'accuracy', 'val_loss', 'val_accuracy', 'seconds']

/**
 * Writes the epochs of a run as CSV (RFC 4180), numbers in full; what was not measured is empty.
 * @param where.out absolute
 * @throws AppError `not-found`; `exists` where something lies there
 */
export function writeHistory(
  { project }: Pick<Services, 'project'>,
  { run, out }: { readonly run: number; readonly out: string },
): Promise<{ out: string; bytes: number }> {
  const { epochs } = readRun(project.database, run)
  return writeNewFile(out, historyCsv(epochs))
}

export function historyCsv(epochs: readonly Epoch[]): string {
  const rows = epochs.map(({ epoch, phase, loss, accuracy, valLoss, valAccuracy, seconds }) =>
    [epoch, phase, loss, accuracy, valLoss ?? '', valAccuracy ?? '', seconds].join(','),
  )
  return [columns.join(','), ...rows].map((line) => line + lineEnd).join('')
}

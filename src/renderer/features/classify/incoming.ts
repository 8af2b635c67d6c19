import { AppError } from '../../../shared/errors'
import { strings } from '../../strings'

/** What is asked of a `DataTransfer`, which a drop and a paste both come with. */
export interface Transfer {
  readonly items: Iterable<Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>>
}

/**
 * The files that were dropped or pasted; folders beside files are passed over.
 * @throws AppError `bad-input` where there is no file
 */
export function filesIn(transfer: Transfer | null): File[] {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file')
  const folder = items.map((item) => item.webkitGetAsEntry()).find((entry) => entry?.isDirectory)
  const files = items
    .filter((item) => !item.webkitGetAsEntry()?.isDirectory)
    .flatMap((item) => item.getAsFile() ?? [])
  if (files.length > 0) return files
  throw new AppError('bad-input', folder ? strings.errors.folder(folder.name) : strings.errors.noFile)
}

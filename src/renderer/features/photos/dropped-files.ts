import type { IncomingFile } from '../../front/front'

/** The part of a browser's entry that is walked: a file or a folder that was dropped. */
export interface DroppedEntry {
  readonly name: string
  readonly isFile: boolean
  readonly isDirectory: boolean
}

/**
 * What was dropped, which has to be asked for before the drop's event is over.
 * @param paths whether files have paths here, as in a window: then folders are handed over as they are
 */
export function droppedItems(transfer: DataTransfer, paths: boolean): () => Promise<IncomingFile[]> {
  const files = [...transfer.files]
  const topLevel = files.map((file) => ({ file, path: file.name }))
  if (paths) return () => Promise.resolve(topLevel)
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  return () => (entries.length === 0 ? Promise.resolve(topLevel) : walkEntries(entries))
}

/** Every file below some entries, with its path from where it was dropped; hidden files are left where they are. */
export async function walkEntries(entries: readonly DroppedEntry[], folder = ''): Promise<IncomingFile[]> {
  const found: IncomingFile[] = []
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const path = `${folder}${entry.name}`
    if (entry.isFile) found.push({ file: await fileOf(entry as FileSystemFileEntry), path })
    if (entry.isDirectory) {
      const inside = await entriesIn(entry as FileSystemDirectoryEntry)
      found.push(...(await walkEntries(inside, `${path}/`)))
    }
  }
  return found
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A folder's entries come in portions of about a hundred, the last of which is empty. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}

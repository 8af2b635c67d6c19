import { constants } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Classified } from '../../shared/contract/predictions'

/**
 * Copies every photo that has an answer into the folder of its class. Nothing is overwritten: a name that is taken gets a
 * number, `cat (2).jpg`.
 * @param folder absolute; made where it is missing
 * @returns how many were copied
 */
export async function copyByAnswer(
  folder: string,
  results: readonly Pick<Classified, 'path' | 'answer'>[],
): Promise<number> {
  let copied = 0
  for (const { path, answer } of results) {
    if (answer === null) continue
    const classFolder = join(folder, folderName(answer))
    await mkdir(classFolder, { recursive: true })
    await copyUnderFreeName(path, classFolder)
    copied += 1
  }
  return copied
}

/** A class's name as the name of one folder, on every system: no separators, and nothing that means another place. */
export function folderName(label: string): string {
  const name = label.replace(/[/\\:*?"<>|\u0000-\u001f]/g, '_').replace(/[. ]+$/, '_')
  return name === '' ? '_' : name
}

async function copyUnderFreeName(path: string, folder: string): Promise<void> {
  const extension = extname(path)
  const stem = basename(path, extension)
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${stem}${extension}` : `${stem} (${number})${extension}`
    try {
      // The system itself refuses a name that is taken: a look beforehand could be outdated.
      return await copyFile(path, join(folder, name), constants.COPYFILE_EXCL)
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    }
  }
}

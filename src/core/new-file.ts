import { randomUUID } from 'node:crypto'
import { access, link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, toAppError } from '../shared/errors'

/**
 * Writes a file that is there whole or not at all, and never in the place of another.
 * @param out absolute
 * @throws AppError `exists` where something lies there; `not-found` where its folder does not; `denied`, `no-space`
 */
export async function writeNewFile(out: string, content: string): Promise<{ out: string; bytes: number }> {
  await requireFree(out)
  const temporary = join(dirname(out), `.${basename(out)}-${randomUUID()}`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await moveInto(temporary, out)
  } catch (thrown) {
    throw toAppError(thrown)
  } finally {
    await rm(temporary, { force: true })
  }
  return { out, bytes: Buffer.byteLength(content) }
}

/** A link, unlike a renaming, is refused where the name was taken meanwhile; not every disk has links. */
async function moveInto(temporary: string, out: string): Promise<void> {
  try {
    await link(temporary, out)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') throw taken(out)
    await requireFree(out)
    await rename(temporary, out)
  }
}

async function requireFree(out: string): Promise<void> {
  const isTaken = await access(out).then(
    () => true,
    () => false,
  )
  if (isTaken) throw taken(out)
}

function taken(out: string): AppError {
  return new AppError(
    'exists',
    `Expected that nothing lies at ${out}, and something does: choose another name.`,
    {
      out,
    },
  )
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { toAppError } from '../../shared/errors'
import type { ModelId } from '../../shared/models'
import { manifestName, weightsManifestSchema } from '../../shared/weights-manifest'
import type { ModelStore } from './store'

/**
 * Compares the weights that the user installed with the hashes that they had, and names the networks. Takes a second a
 * gigabyte or so.
 * @throws Error, in words for people, when some are damaged
 */
export async function checkInstalledWeights(store: ModelStore): Promise<string> {
  const ids = store.list().flatMap(({ id, bundled, bytes }) => (!bundled && bytes > 0 ? [id] : []))
  const damages: string[] = []
  for (const id of ids) {
    const damage = await damageOf(id, store.folderOf(id))
    if (damage !== undefined) damages.push(damage)
  }
  if (damages.length > 0) throw new Error(damages.join('; '))
  return ids.length === 0 ? 'none' : `${ids.join(', ')}: whole`
}

/** What is wrong, and what to do; undefined where nothing is. */
async function damageOf(id: ModelId, folder: string): Promise<string | undefined> {
  const why = await readThrough(folder).catch((thrown: unknown) => toAppError(thrown).message)
  return (
    why &&
    `the weights of ${id} are damaged (${why}): \`headstart models download ${id}\`, or \`models import ${id} FILE.h5\``
  )
}

async function readThrough(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, manifestName), 'utf8')
  const manifest = parsed(text)
  if (!manifest) return `${manifestName} cannot be understood`
  const hash = createHash('sha256')
  await pipeline(createReadStream(join(folder, manifest.file), { highWaterMark: 4 << 20 }), hash)
  const found = hash.digest('hex')
  if (found === manifest.sha256) return undefined
  return `expected SHA-256 ${manifest.sha256.slice(0, 12)}…, found ${found.slice(0, 12)}…`
}

function parsed(text: string) {
  try {
    return weightsManifestSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

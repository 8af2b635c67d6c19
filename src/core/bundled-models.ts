import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** The part of a bundled model's `model.json` that tells whether its weights are whole. */
const manifestSchema = z.object({
  id: z.string(),
  /** SHA-256 of the weights' file, in hex. */
  sha256: z.string(),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()) })),
})

/**
 * Compares the weights of every model that ships with the hash in its manifest, and names the models.
 * @throws Error, in words for people, when there is none, or one is damaged
 */
export async function checkBundledModels(resources: string): Promise<string> {
  const models = join(resources, 'models')
  const entries = await readdir(models, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(models, name))
  if (folders.length === 0) throw new Error(`there is no model in ${models}: install Headstart again`)
  return (await Promise.all(folders.map(checkBundledModel))).join(', ')
}

async function checkBundledModel(folder: string): Promise<string> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')))
  const hash = createHash('sha256')
  for (const path of manifest.weightsManifest.flatMap(({ paths }) => paths)) {
    hash.update(await readFile(join(folder, path)))
  }
  const found = hash.digest('hex')
  if (found === manifest.sha256) return `${manifest.id} (SHA-256 ${found.slice(0, 12)}… as expected)`
  throw new Error(
    `the weights of ${manifest.id} are damaged (expected SHA-256 ${manifest.sha256}, found ${found}): install ` +
      'Headstart again',
  )
}

import { createHash } from 'node:crypto'
import { open, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, describeIssues, toAppError } from '../../shared/errors'
import type { tf } from '../tensorflow'
import { compiledFormat, compileModel } from './compile'
import type { CompileOptions } from './compile'

export const compiledManifestName = 'compiled.json'

const manifestSchema = z.object({
  format: z.literal(compiledFormat),
  inputShape: z.array(z.int().positive()),
  outputShape: z.array(z.int().positive()),
  edges: z.object({ photos: z.string(), bytes: z.string(), answer: z.string() }),
  branches: z.object({ count: z.int().min(2), answer: z.string() }).optional(),
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.int(),
      /** In hex; the numbers' file has none: TensorFlow checks a sum of each variable when it reads it. */
      sha256: z.string().optional(),
    }),
  ),
})

export type CompiledManifest = z.infer<typeof manifestSchema>

/**
 * Compiles a network into a folder with a manifest of its files, synced to the disk.
 * @param folder absolute, there and empty
 * @throws AppError `unsupported`, naming a layer; `no-space`
 */
export async function writeCompiled(
  model: tf.LayersModel,
  folder: string,
  options: CompileOptions,
): Promise<CompiledManifest> {
  const facts = await compileModel(model, folder, options)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const files = await Promise.all(
    paths.sort().map(async (path) => {
      await syncFile(path)
      const known = path.slice(folder.length + 1)
      return { path: known, bytes: (await stat(path)).size, sha256: await hashOf(path) }
    }),
  )
  const manifest = manifestSchema.parse({ format: compiledFormat, ...facts, files })
  await writeFile(join(folder, compiledManifestName), JSON.stringify(manifest, null, 2), { flush: true })
  return manifest
}

/**
 * The manifest of a compiled network, its files looked at: that they are all there, of their sizes, and that the
 * small ones are as they were written.
 * @returns undefined where nothing lies
 * @throws AppError `unreadable`, saying what is damaged
 */
export async function checkCompiled(folder: string): Promise<CompiledManifest | undefined> {
  const text = await readFile(join(folder, compiledManifestName), 'utf8').catch(missing)
  if (text === undefined) {
    const isThere = await stat(folder).catch(missing)
    if (!isThere) return undefined
    throw damaged(folder, `${compiledManifestName} is missing`)
  }
  const manifest = parse(folder, text)
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path)
    const found = await stat(file).catch(missing)
    if (found?.size !== bytes) throw damaged(folder, `${path} has ${found?.size ?? 'no'} bytes, not ${bytes}`)
    if (sha256 !== undefined && (await hashOf(file)) !== sha256) throw damaged(folder, `${path} was changed`)
  }
  return manifest
}

/** Bytes that a compiled network takes in memory, nearly: its branches have the weights once more. */
export function memoryOf({ files, branches }: CompiledManifest): number {
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0)
  return branches ? 2 * size : size
}

function parse(folder: string, text: string): CompiledManifest {
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (thrown) {
    throw damaged(folder, thrown instanceof z.ZodError ? describeIssues(thrown) : 'its manifest is no JSON')
  }
}

/** SHA-256 in hex, but for the one file that may be large. */
async function hashOf(path: string): Promise<string | undefined> {
  if (/\.data-\d+-of-\d+$/.test(path)) return undefined
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw toAppError(error)
}

function damaged(folder: string, why: string): AppError {
  return new AppError('unreadable', `The compiled network ${folder} is damaged: ${why}.`, { folder })
}

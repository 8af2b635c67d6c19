import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { compiledManifestName } from './folder'

interface Limits {
  /** Bytes that all may take together. */
  readonly largest: number
  /** Absolute path of the one that stays in any case. */
  readonly keep: string
}

/** After so many milliseconds nobody writes into a temporary folder any more. */
const forgotten = 24 * 60 * 60 * 1000

/** Makes room in the folder of compiled networks: what was used longest ago goes, and what a crash left half-written. */
export async function removeOldest(folder: string, { largest, keep }: Limits): Promise<void> {
  const names = await readdir(folder)
  const all = await Promise.all(names.map((name) => describe(join(folder, name))))
  const newestFirst = all.sort((a, b) => b.used - a.used)
  let kept = newestFirst.find(({ path }) => path === keep)?.bytes ?? 0
  for (const { path, bytes, used, isWhole } of newestFirst) {
    if (path === keep) continue
    const isForgotten = !isWhole && Date.now() - used > forgotten
    if (isWhole && kept + bytes <= largest) kept += bytes
    else if (isWhole || isForgotten) await rm(path, { recursive: true, force: true })
  }
}

async function describe(
  path: string,
): Promise<{ path: string; bytes: number; used: number; isWhole: boolean }> {
  const manifest = await stat(join(path, compiledManifestName)).catch(() => undefined)
  // Between makeWholeFolder's names and the last one lie those with a point inside or in front.
  const isWhole = manifest !== undefined && !/\.[0-9a-f-]{36}$|^\./.test(path.split(/[\\/]/).at(-1) ?? '')
  const used = manifest?.mtimeMs ?? (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now()
  return { path, bytes: await bytesIn(path), used, isWhole }
}

async function bytesIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  const sizes = files.map(({ parentPath, name }) => stat(join(parentPath, name)).then(({ size }) => size, () => 0)) // prettier-ignore
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

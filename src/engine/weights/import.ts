import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import writeFileAtomic from 'write-file-atomic'
import type { importManifestSchema, importWeightsEventSchema } from '../../shared/contract/engine'
import { toAppError } from '../../shared/errors'
import { EventQueue } from '../../shared/rpc/event-queue'
import { manifestName } from '../../shared/weights-manifest'
import type { WeightsManifest } from '../../shared/weights-manifest'
import type { Converted } from './convert'
import { expectedNetwork } from './expected'
import { convertInThread } from './reading'
import type { Reading } from './reading'

type ImportManifest = z.output<typeof importManifestSchema>
type ImportEvent = z.input<typeof importWeightsEventSchema>

/**
 * Keeps the weights of a file that Keras wrote as a flat file with its manifest, in a folder. Until the manifest is
 * replaced, which happens at once, whatever the folder held before counts.
 * @param entry absolute path of the reader's script
 * @throws AppError `not-found` for an unknown network; `bad-input` or `unreadable` for a file that does not fit, naming
 *   the first layer; `no-space`, `cancelled`
 */
export async function* importWeights(
  entry: string,
  manifest: ImportManifest,
  signal: AbortSignal,
): AsyncGenerator<ImportEvent> {
  const events = new EventQueue<ImportEvent>()
  const imported = convertInto(manifest, {
    entry,
    signal,
    report: (done, total) => events.push({ type: 'progress', done, total }),
  })
  imported.then(
    (written) => {
      events.push({ type: 'done', manifest: written })
      events.end()
    },
    (error: unknown) => events.fail(error),
  )
  yield* events
}

async function convertInto(
  { id, path, folder, source }: ImportManifest,
  reading: Reading,
): Promise<WeightsManifest> {
  const target = join(folder, `.${randomUUID()}.part`)
  try {
    const network = expectedNetwork(id)
    await mkdir(folder, { recursive: true })
    const converted = await convertInThread({ path, name: basename(path), network, target }, reading)
    const manifest = manifestOf(network.id, source, converted)
    await rename(target, join(folder, manifest.file))
    await writeFileAtomic(join(folder, manifestName), JSON.stringify(manifest))
    await removeOthers(folder, manifest.file)
    return manifest
  } catch (thrown) {
    await Promise.all([target, `${target}.unpacked`].map((left) => rm(left, { force: true })))
    throw toAppError(thrown)
  }
}

function manifestOf(id: string, source: ImportManifest['source'], converted: Converted): WeightsManifest {
  const { hasTop, bytes, sha256, layers } = converted
  const file = `weights-${sha256.slice(0, 16)}.bin`
  return { formatVersion: 1, id, hasTop, file, bytes, sha256, source, layers }
}

/** The flat files that no manifest names any more. */
async function removeOthers(folder: string, kept: string): Promise<void> {
  const names = await readdir(folder)
  const others = names.filter((name) => /^weights-.*\.bin$/.test(name) && name !== kept)
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })))
}

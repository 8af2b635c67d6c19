import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { WeightsEvent } from '../../shared/contract/models'
import type { FileHashes } from './hash-file'
import { hashed } from './import'
import type { Paced } from './pace'
import type { PublishedFile } from './published-files'

/** Where Keras keeps what it downloads: `HEADSTART_KERAS_HOME` decides, then Keras' own `KERAS_HOME`. */
export function kerasHome(environment: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  return environment['HEADSTART_KERAS_HOME'] || environment['KERAS_HOME'] || join(home, '.keras')
}

/** The copy of a published file in Keras' own cache, if it is there and has the published hash. */
export async function* kerasCopy(
  { name, md5 }: PublishedFile,
  pace: Paced,
  signal: AbortSignal,
  folder = kerasHome(),
): AsyncGenerator<WeightsEvent, { path: string; hashes: FileHashes; isOurs: false } | undefined> {
  const path = join(folder, 'models', name)
  // What cannot be compared is not taken for the published one.
  if (md5 === null || !existsSync(path)) return undefined
  const hashes = yield* hashed(path, pace, signal)
  return hashes.md5 === md5 ? { path, hashes, isOurs: false } : undefined
}

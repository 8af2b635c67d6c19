import { join } from 'node:path'
import { readLayersModel } from '../layers-model'
import type { tf } from '../tensorflow'
// Brings the layers of a head that are ours.
import './dropout'
import { readRunFile } from './run-file'
import type { RunFile } from './run-file'

/**
 * The head that a training left in a run's folder; the caller disposes of it.
 * @throws AppError `not-found` when there is none, `unreadable` when it is damaged, `newer-version`
 */
export async function loadHead(folder: string): Promise<{ run: RunFile; head: tf.LayersModel }> {
  const run = await readRunFile(folder)
  return { run, head: await readLayersModel(join(folder, run.head.folder), run.head.sha256) }
}

import { join } from 'node:path'
import { modelFacts } from '../../shared/models'
import { missingTop, missingWeights } from '../../shared/weights-manifest'
import { bundledManifestSchema, bundledModelFolder, loadBundledWeights } from '../models/bundled'
import { readJsonPart } from '../models/part'
import type { tf } from '../tensorflow'
import { loadConverted, readConverted } from './load'

/** Where a network's weights are. */
export interface WeightsFolders {
  /** Absolute path of `resources`, in which those lie that ship. */
  readonly resources: string
  /** Absolute path of the folder with a folder for each network whose weights are installed. */
  readonly models: string | undefined
}

export interface WeightsWish {
  readonly model: string
  /** Whether the layers that tell ImageNet's classes apart are needed. */
  readonly top: boolean
  /** Absolute folder of converted weights to be used instead of the installed ones. */
  readonly folder?: string | undefined
}

/** Weights that are there to be loaded. */
export interface WeightsOrigin {
  /** SHA-256 of the file with them, in hex: other weights, another hash. */
  readonly hash: string
  /** Gives them to a network. @throws AppError `unreadable`, `bad-input` */
  load(model: tf.LayersModel): Promise<void>
}

/**
 * Finds a network's weights: those that ship with the application, else those that the user installed.
 * @throws AppError `not-found`, saying how they are fetched, when they are not here or lack the top; `unreadable`
 */
export async function findWeights(folders: WeightsFolders, wish: WeightsWish): Promise<WeightsOrigin> {
  const facts = modelFacts(wish.model)
  if (facts.bundled && wish.folder === undefined) return bundledWeights(folders.resources, facts.id)
  const folder = wish.folder ?? (folders.models === undefined ? undefined : join(folders.models, facts.id))
  const converted = folder === undefined ? undefined : await readConverted(folder)
  if (!converted) throw missingWeights(facts)
  const { hasTop, sha256 } = converted.manifest
  if (wish.top && !hasTop) throw missingTop(facts)
  return { hash: sha256, load: (model) => loadConverted(model, converted) }
}

async function bundledWeights(resources: string, id: string): Promise<WeightsOrigin> {
  const folder = bundledModelFolder(resources, id)
  const { sha256 } = await readJsonPart(join(folder, 'model.json'), bundledManifestSchema)
  return { hash: sha256, load: (model) => loadBundledWeights(model, folder) }
}

import type { EngineNetwork } from '../shared/contract/engine'
import type { Classified, ClassifyEvent, ClassifySettings, Network } from '../shared/contract/predictions'
import { AppError } from '../shared/errors'
import { modelFacts } from '../shared/models'
import type { Engine } from './engine/engine'
import { expandPaths } from './expand-paths'
import type { ChosenWeights } from './models/chosen-weights'
import type { TemporaryPhotos } from './pictures/temporary'
import type { Project } from './project'
import { requireHead, runFolder } from './runs/folder'
import { readRun } from './runs/rows'

export interface ClassifyServices {
  readonly engine: Engine
  /** Asked only when a run is to answer; throws where no project is open. */
  readonly project: () => Project
  readonly temporary: Pick<TemporaryPhotos, 'path' | 'shownAs'>
  readonly weights: ChosenWeights
}

/** What the engine needs to know of a network besides the photos. */
type ResolvedNetwork = { network: EngineNetwork } & Required<Pick<ClassifySettings, 'fit' | 'interpolation'>>

/**
 * Classifies photos, and the photos inside folders, in the order of their names, then those that were offered: `started`
 * first, then an event for each. A photo that was sent here is called by its name: where it waits is nobody's concern.
 * @throws AppError `not-found` for an unknown network, run or offered photo, and for missing weights; `bad-input` for a run without a head, or
 *   where no photo is named
 */
export async function* classify(
  services: ClassifyServices,
  settings: ClassifySettings,
  signal: AbortSignal,
): AsyncGenerator<ClassifyEvent> {
  const { engine, temporary } = services
  if (settings.paths.length === 0 && settings.assets.length === 0) {
    throw new AppError('bad-input', 'No photo was named to be classified: choose photos or a folder.')
  }
  const offered = new Map(settings.assets.map((asset) => [temporary.path(asset), temporary.shownAs(asset)]))
  const { network, fit, interpolation } = await resolveNetwork(settings.network, services, signal)
  const expanded = await expandPaths(settings.paths, signal)
  const { skipped } = expanded
  // Offered photos were looked at by their content: their names decide nothing any more.
  const paths = [...new Set([...expanded.paths, ...offered.keys()])]
  const shown = (path: string): string => offered.get(path) ?? path
  const client = await engine.client()
  const events = client.classify(
    {
      network,
      paths,
      top: settings.top,
      fit: settings.fit ?? fit,
      interpolation: settings.interpolation ?? interpolation,
    },
    { signal },
  )
  for await (const event of events) {
    if (event.type === 'ready') {
      const { model, input } = event
      yield { type: 'started', total: paths.length + skipped.length, model, input }
      for (const one of skipped) yield { type: 'skipped', skipped: one }
    } else if (event.type === 'classified') {
      const answer = answerAbove(settings.threshold, event.result)
      yield { type: 'classified', result: { ...event.result, path: shown(event.result.path), answer } }
    } else {
      const { path, reason } = event.skipped
      yield { type: 'skipped', skipped: { path: shown(path), reason } }
    }
  }
}

/** A run answers with the pixels that it was trained on, a pretrained network with the default ones. */
async function resolveNetwork(
  network: Network,
  { project, weights }: ClassifyServices,
  signal: AbortSignal,
): Promise<ResolvedNetwork> {
  if (network.kind === 'pretrained') {
    const { id } = modelFacts(network.id)
    const chosen = await weights.choose({ id, file: network.weights, top: true }, signal)
    return { network: { kind: 'pretrained', id, ...chosen }, fit: 'crop', interpolation: 'bicubic' }
  }
  const detail = readRun(project().database, network.run)
  requireHead(detail)
  const { fit, interpolation } = detail.settings
  return { network: { kind: 'run', folder: runFolder(project(), network.run) }, fit, interpolation }
}

/** The best label, or null when its score is below the threshold. */
function answerAbove(threshold: number, { predictions }: Pick<Classified, 'predictions'>): string | null {
  const best = predictions[0]
  return best !== undefined && best.score >= threshold ? best.label : null
}

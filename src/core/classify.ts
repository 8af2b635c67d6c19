import type { EngineNetwork } from '../shared/contract/engine'
import type { Classified, ClassifyEvent, ClassifySettings, Network } from '../shared/contract/predictions'
import { modelFacts } from '../shared/models'
import type { Engine } from './engine/engine'
import { expandPaths } from './expand-paths'
import type { Project } from './project'
import { requireHead, runFolder } from './runs/folder'
import { readRun } from './runs/rows'

export interface ClassifyServices {
  readonly engine: Engine
  /** Asked only when a run is to answer; throws where no project is open. */
  readonly project: () => Project
}

/** What the engine needs to know of a network besides the photos. */
type ResolvedNetwork = { network: EngineNetwork } & Required<Pick<ClassifySettings, 'fit' | 'interpolation'>>

/**
 * Classifies photos, and the photos inside folders, in the order of their names: `started` first, then an event for each.
 * @throws AppError `not-found` for an unknown network or run; `bad-input` for a run without a head
 */
export async function* classify(
  { engine, project }: ClassifyServices,
  settings: ClassifySettings,
  signal: AbortSignal,
): AsyncGenerator<ClassifyEvent> {
  const { network, fit, interpolation } = resolveNetwork(settings.network, project)
  const { paths, skipped } = await expandPaths(settings.paths, signal)
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
      yield { type: 'classified', result: { ...event.result, answer } }
    } else yield event
  }
}

/** A run answers with the pixels that it was trained on, a pretrained network with the default ones. */
function resolveNetwork(network: Network, project: () => Project): ResolvedNetwork {
  if (network.kind === 'pretrained') {
    const { id } = modelFacts(network.id)
    return { network: { kind: 'pretrained', id }, fit: 'crop', interpolation: 'bicubic' }
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

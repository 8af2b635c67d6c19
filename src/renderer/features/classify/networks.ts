import type { ModelRow } from '../../../shared/contract/models'
import type { Network } from '../../../shared/contract/predictions'
import type { Run } from '../../../shared/contract/training'
import { models } from '../../../shared/models'
import type { ModelFacts } from '../../../shared/models'
import { strings } from '../../strings'
import { percent } from '../../ui/formats'

/** One network that can answer; `key` names it in the list and in the page's address. */
export interface NetworkChoice {
  readonly key: string
  readonly label: string
  readonly network: Network
}

/** The networks that ship, which answer wherever nothing else is known of. */
export const shipped: readonly ModelFacts[] = models.filter((model) => model.bundled)
const [first] = shipped
if (!first) throw new Error('No network ships with the application.')

/** Answers where nothing else was chosen; needs no project. */
export const bundledNetwork: Network = { kind: 'pretrained', id: first.id }

export function networkKey(network: Network): string {
  return network.kind === 'run' ? `run-${network.run}` : network.id
}

/** Those whose weights are here, and tell ImageNet's classes apart. */
export function answering(rows: readonly ModelRow[]): ModelRow[] {
  return rows.filter(({ weights, hasTop }) => weights !== 'missing' && hasTop)
}

/**
 * The pretrained networks first, then the runs in the order in which they come.
 * @param runs finished ones
 * @param pretrained that can answer
 */
export function networkChoices(
  runs: readonly Run[],
  pretrained: readonly Pick<ModelFacts, 'id' | 'label'>[] = shipped,
): NetworkChoice[] {
  const texts = strings.classify
  const known = pretrained.map(({ id, label }) => choice({ kind: 'pretrained', id }, texts.bundled(label)))
  const trained = runs.map(({ run, best }) => {
    const accuracy = best?.valAccuracy ?? null
    return choice({ kind: 'run', run }, texts.runChoice(run, accuracy === null ? null : percent(accuracy)))
  })
  return [...known, ...trained]
}

function choice(network: Network, label: string): NetworkChoice {
  return { key: networkKey(network), label, network }
}

/** What the page's address asks for. */
export interface Asked {
  /** The number of a run as text. */
  readonly run?: unknown
  /** The id of a pretrained network; a run goes before it. */
  readonly model?: unknown
}

/**
 * The network that the page's address asks for; what ships where it asks for none that can answer.
 * @param runs that can answer; undefined until they are known, and until then the run is taken at its word
 */
export function networkFor(
  asked: Asked,
  runs: readonly Run[] | undefined,
  pretrained: readonly Pick<ModelFacts, 'id'>[] = shipped,
): Network {
  const run = Number(asked.run)
  const isRun = typeof asked.run === 'string' && Number.isInteger(run) && run >= 1
  if (isRun && (!runs || runs.some((one) => one.run === run))) return { kind: 'run', run }
  const model = pretrained.find(({ id }) => id === asked.model)
  return model ? { kind: 'pretrained', id: model.id } : bundledNetwork
}

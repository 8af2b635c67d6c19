import type { Network } from '../../../shared/contract/predictions'
import type { Run } from '../../../shared/contract/training'
import { models } from '../../../shared/models'
import { strings } from '../../strings'
import { percent } from '../../ui/formats'

/** One network that can answer; `key` names it in the list and in the page's address. */
export interface NetworkChoice {
  readonly key: string
  readonly label: string
  readonly network: Network
}

const bundled = models.filter((model) => model.bundled)
const [first] = bundled
if (!first) throw new Error('No network ships with the application.')

/** Answers where nothing else was chosen; needs no project. */
export const bundledNetwork: Network = { kind: 'pretrained', id: first.id }

export function networkKey(network: Network): string {
  return network.kind === 'run' ? `run-${network.run}` : network.id
}

/** What ships first, then the runs in the order in which they come. @param runs finished ones */
export function networkChoices(runs: readonly Run[]): NetworkChoice[] {
  const texts = strings.classify
  const shipped = bundled.map(({ id, label }) => choice({ kind: 'pretrained', id }, texts.bundled(label)))
  const trained = runs.map(({ run, best }) => {
    const accuracy = best?.valAccuracy ?? null
    return choice({ kind: 'run', run }, texts.runChoice(run, accuracy === null ? null : percent(accuracy)))
  })
  return [...shipped, ...trained]
}

function choice(network: Network, label: string): NetworkChoice {
  return { key: networkKey(network), label, network }
}

/**
 * The network that the page's address asks for.
 * @param asked the number of a run as text; anything else means what ships
 * @param runs that can answer; undefined until they are known, and until then the run is taken at its word
 */
export function networkFor(asked: unknown, runs: readonly Run[] | undefined): Network {
  const run = Number(asked)
  if (typeof asked !== 'string' || !Number.isInteger(run) || run < 1) return bundledNetwork
  if (runs && !runs.some((one) => one.run === run)) return bundledNetwork
  return { kind: 'run', run }
}

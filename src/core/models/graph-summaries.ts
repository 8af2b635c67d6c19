import type { ModelSummary, ShowModelSettings } from '../../shared/contract/models'
import { modelFacts } from '../../shared/models'
import type { Engine } from '../engine/engine'

/** Who opens one block after the other looks at the same network all the time. */
const KEPT = 4

/** What networks are made of, as the engine builds them; the last ones are kept. */
export class Summaries {
  readonly #engine: Pick<Engine, 'client'>
  /** The one that was asked for last is the last. */
  readonly #kept = new Map<string, ModelSummary>()

  constructor(engine: Pick<Engine, 'client'>) {
    this.#engine = engine
  }

  /** @throws AppError `not-found` for an unknown network; `bad-input` for a size that it does not take */
  async show({ id, top, input }: ShowModelSettings, signal: AbortSignal): Promise<ModelSummary> {
    const key = JSON.stringify([modelFacts(id).id, top, input])
    const summary = this.#kept.get(key) ?? (await this.#build({ id, top, input }, signal))
    this.#kept.delete(key)
    this.#kept.set(key, summary)
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest)
    return summary
  }

  async #build(settings: ShowModelSettings, signal: AbortSignal): Promise<ModelSummary> {
    return (await this.#engine.client()).summarize(settings, { signal })
  }
}

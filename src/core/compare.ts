import type { Compared, CompareEvent, CompareSettings } from '../shared/contract/models'
import { AppError, toAppError } from '../shared/errors'
import { modelFacts, modelIds } from '../shared/models'
import type { ModelId } from '../shared/models'
import { classify } from './classify'
import type { ClassifyServices } from './classify'

/**
 * Classifies one photo with many networks, one after the other: `started` with their names, then an event for each. A
 * network that cannot answer, such as one without weights, is skipped with the reason.
 * @throws AppError `not-found` for an unknown network or photo; `unreadable` when the photo cannot be read; `cancelled`
 */
export async function* compare(
  services: ClassifyServices,
  { path, asset, models = [...modelIds], top, fit, interpolation }: CompareSettings,
  signal: AbortSignal,
): AsyncGenerator<CompareEvent> {
  const ids = [...new Set(models.map((model) => modelFacts(model).id))]
  const photo = { paths: path === undefined ? [] : [path], assets: asset === undefined ? [] : [asset] }
  yield { type: 'started', models: ids }
  for (const id of ids) {
    const answer = await answerOf(services, id, { ...photo, top, fit, interpolation }, signal)
    yield 'reason' in answer ? { type: 'skipped', skipped: answer } : { type: 'compared', result: answer }
  }
}

type Asked = Pick<CompareSettings, 'top' | 'fit' | 'interpolation'> & { paths: string[]; assets: string[] }

async function answerOf(
  services: ClassifyServices,
  id: ModelId,
  asked: Asked,
  signal: AbortSignal,
): Promise<Compared | { model: string; reason: string }> {
  const events = classify(services, { ...asked, network: { kind: 'pretrained', id }, threshold: 0 }, signal)
  let input: Compared['input'] | undefined
  try {
    for await (const event of events) {
      if (event.type === 'started') ({ input } = event)
      else if (event.type === 'skipped') throw unreadable(event.skipped)
      else if (input) return { model: id, input, predictions: event.result.predictions, ms: event.result.ms }
    }
  } catch (thrown) {
    const error = toAppError(thrown)
    const isOfNetwork = error.details?.['model'] === id || error.code === 'no-space'
    if (isOfNetwork) return { model: id, reason: error.message }
    throw error
  }
  throw new AppError('bad-input', 'Expected a photo to compare, and there is none: name a photo.')
}

function unreadable({ path, reason }: { path: string; reason: string }): AppError {
  return new AppError('unreadable', `The photo ${path} cannot be read: ${reason}`, { path })
}

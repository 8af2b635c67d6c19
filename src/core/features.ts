import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FeaturesEvent, FeaturesSettings } from '../shared/contract/predictions'
import { AppError } from '../shared/errors'
import type { Engine } from './engine/engine'
import { expandPaths } from './expand-paths'
import { resolveInput } from './model-input'
import type { ChosenWeights } from './models/chosen-weights'

export interface FeatureServices {
  readonly engine: Engine
  readonly weights: ChosenWeights
}

/**
 * Writes a row of features a photo, or a picture of an array, into an `.npy` file of float32; its rows are in the order of
 * the last event's `paths`.
 * @throws AppError `not-found` for an unknown network or one whose weights are missing; `bad-input` when the input is too small or there is no photo
 */
export async function* writeFeatures(
  { engine, weights }: FeatureServices,
  settings: FeaturesSettings,
  signal: AbortSignal,
): AsyncGenerator<FeaturesEvent> {
  const { source, out, pooling, fit, interpolation } = settings
  const { model, input } = resolveInput(settings)
  const chosen = await weights.choose({ id: model, file: settings.weights, top: false }, signal)
  const { paths, skipped } =
    source.kind === 'photos' ? await expandPaths(source.paths, signal) : { paths: [], skipped: [] }
  if (source.kind === 'photos' && paths.length === 0) {
    const reasons = skipped.map(({ path, reason }) => `${path}: ${reason}`).join('; ')
    throw new AppError('bad-input', `There is no photo to compute features of. ${reasons}`, { skipped })
  }
  await mkdir(dirname(out), { recursive: true })
  const client = await engine.client()
  const manifest = {
    base: { model, input, pooling, fit, interpolation },
    source: source.kind === 'photos' ? { kind: 'photos' as const, paths } : source,
    out,
    ...chosen,
  }
  for await (const event of client.features(manifest, { signal })) {
    yield event.type === 'done' ? { ...event, skipped: [...skipped, ...event.skipped] } : event
  }
}

import type { EngineContract } from '../shared/contract/engine'
import type { Handlers } from '../shared/rpc/contract'
import { classify } from './classify'
import { crossValidate } from './cross-validate'
import { exportRun } from './export/export'
import { writeFeatures } from './features/write'
import { engineInfo } from './info'
import { nearPairs } from './near-pairs'
import { nearest } from './nearest'
import { summarize } from './summary'
import type { ProcessParts } from './parts'
import { score } from './score'
import { toMemoryError, withMemoryErrors } from './memory-errors'
import { pauseTraining, stopTraining, train } from './train'
import { forecast } from './training-forecast'
import { importWeights } from './weights/import'

/** The functions behind the engine's contract. */
export function engineHandlers(parts: ProcessParts): Handlers<EngineContract> {
  return {
    info: () => engineInfo(),
    classify: (request, { signal }) => withMemoryErrors(classify(parts, request, signal)),
    features: (manifest, { signal }) => withMemoryErrors(writeFeatures(parts, manifest, signal)),
    train: (manifest, { signal }) => withMemoryErrors(train(parts, manifest, signal)),
    stopTraining: ({ folder }) => ({ stopping: stopTraining(folder) }),
    score: (manifest, { signal }) => withMemoryErrors(score(parts, manifest, signal)),
    export: (manifest, { signal }) => withMemoryErrors(exportRun(parts, manifest, signal)),
    importWeights: (manifest, { signal }) => importWeights(parts.weightsReader, manifest, signal),
    summarize: (settings) => summarize(settings),
    pauseTraining: ({ folder, paused }) => ({ paused: pauseTraining(folder, paused) }),
    forecast: (manifest, { signal }) =>
      forecast(parts, manifest, signal).catch((error: unknown) => {
        throw toMemoryError(error)
      }),
    crossValidate: (manifest, { signal }) => withMemoryErrors(crossValidate(parts, manifest, signal)),
    nearest: (manifest, { signal }) => withMemoryErrors(nearest(parts, manifest, signal)),
    nearPairs: (manifest, { signal }) => withMemoryErrors(nearPairs(parts, manifest, signal)),
  }
}

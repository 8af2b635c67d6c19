import type { Run } from '../../../shared/contract/training'
import { strings } from '../../strings'

/** The columns of the table of runs, in their order. */
export const columns = ['run', 'status', 'kind', 'model', 'best', 'started'] as const
export type Column = (typeof columns)[number]

/** The columns that hold words. */
export const wordColumns = ['status', 'kind', 'model'] as const satisfies readonly Column[]

/** What a run is sorted by; null where it is not known. */
export function valueOf(run: Run, column: Column): string | number | null {
  switch (column) {
    case 'run':
      return run.run
    case 'status':
      return strings.runs.statuses[run.status]
    case 'kind':
      return strings.runs.kinds[run.kind]
    case 'model':
      return run.model
    case 'best':
      return run.best?.valAccuracy ?? null
    case 'started':
      return run.started === null ? null : Date.parse(run.started)
  }
}

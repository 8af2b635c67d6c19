import 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** Why a suite is skipped, for the summary of `npm test`; empty where it runs. */
    skipReason?: string
  }
}

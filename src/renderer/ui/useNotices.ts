import { shallowReactive } from 'vue'
import { toAppError } from '../../shared/errors'
import type { AppError } from '../../shared/errors'

export interface NoticeAction {
  readonly label: string
  run(): unknown
}

export interface Notice {
  readonly number: number
  readonly text: string
  /** Set where something went wrong. */
  readonly error?: AppError
  readonly action?: NoticeAction
}

/** How many are shown at once; the oldest go first. */
const MOST = 4

const notices = shallowReactive<Notice[]>([])
let last = 0

/** Short messages over the page, from wherever they come. */
export function useNotices() {
  function show(notice: Omit<Notice, 'number'>): void {
    const same = notices.findIndex(({ text }) => text === notice.text)
    if (same >= 0) notices.splice(same, 1)
    notices.push({ number: ++last, ...notice })
    if (notices.length > MOST) notices.splice(0, notices.length - MOST)
  }
  return {
    notices,
    /** Shows what an error says and how to go on; nothing for what the user stopped. */
    failed(thrown: unknown): void {
      const error = toAppError(thrown)
      if (error.code !== 'cancelled') show({ text: error.message, error })
    },
    /** Tells of something done, with a way back where there is one. */
    told(text: string, action?: NoticeAction): void {
      show({ text, ...(action && { action }) })
    },
    dismiss(number: number): void {
      const at = notices.findIndex((notice) => notice.number === number)
      if (at >= 0) notices.splice(at, 1)
    },
  }
}

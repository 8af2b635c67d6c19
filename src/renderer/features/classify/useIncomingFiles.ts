import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { filesIn } from './incoming'
import type { Transfer } from './incoming'

/** Files that are dropped anywhere on the page or pasted; `hovering` while some are dragged over it. */
export function useIncomingFiles(receive: (files: File[]) => void, refuse: (error: AppError) => void) {
  const hovering = ref(false)

  function take(transfer: Transfer | null): void {
    try {
      receive(filesIn(transfer))
    } catch (thrown) {
      refuse(toAppError(thrown))
    }
  }

  // Ahead of the frame, which refuses what no page has taken.
  const first = { capture: true }
  useEventListener(
    window,
    'dragover',
    (event) => {
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      hovering.value = event.dataTransfer?.types.includes('Files') ?? false
    },
    first,
  )
  useEventListener(window, 'dragleave', (event) => {
    // Leaving one element for another inside the page is no leaving.
    if (event.relatedTarget === null) hovering.value = false
  })
  useEventListener(
    window,
    'drop',
    (event) => {
      event.preventDefault()
      hovering.value = false
      take(event.dataTransfer)
    },
    first,
  )
  useEventListener(window, 'paste', (event) => {
    if (!isTextField(event.target)) take(event.clipboardData)
  })
  return { hovering }
}

/** What is pasted there is meant as text. */
function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

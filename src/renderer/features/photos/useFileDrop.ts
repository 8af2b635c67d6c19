import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'

/** Files and folders dropped anywhere on the page; `hovering` while some are dragged over it. */
export function useFileDrop(receive: (transfer: DataTransfer) => void) {
  const hovering = ref(false)

  function holdsFiles({ dataTransfer }: DragEvent): boolean {
    return dataTransfer?.types.includes('Files') ?? false
  }

  useEventListener(window, 'dragover', (event) => {
    if (!holdsFiles(event)) return
    // Without this the browser would leave the page to show the file.
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    hovering.value = true
  })
  useEventListener(window, 'dragleave', (event) => {
    // Leaving one element for another inside the page is no leaving.
    if (event.relatedTarget === null) hovering.value = false
  })
  useEventListener(window, 'drop', (event) => {
    hovering.value = false
    if (!holdsFiles(event) || !event.dataTransfer) return
    event.preventDefault()
    receive(event.dataTransfer)
  })
  return { hovering }
}

import { onBeforeUnmount, onMounted, ref } from 'vue'

/** Files that are dropped anywhere on the page or pasted; `hovering` while some are dragged over it. */
export function useIncomingFiles(receive: (files: File[]) => void) {
  const hovering = ref(false)

  function isFileDrag(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes('Files') ?? false
  }
  function onDragOver(event: DragEvent): void {
    // Without this the browser would leave the page to show the file.
    event.preventDefault()
    hovering.value = isFileDrag(event)
  }
  function onDragLeave(event: DragEvent): void {
    // Leaving one element for another inside the page is no leaving.
    if (event.relatedTarget === null) hovering.value = false
  }
  function onDrop(event: DragEvent): void {
    event.preventDefault()
    hovering.value = false
    receive([...(event.dataTransfer?.files ?? [])])
  }
  function onPaste(event: ClipboardEvent): void {
    receive([...(event.clipboardData?.files ?? [])])
  }

  onMounted(() => {
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', onPaste)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('dragover', onDragOver)
    window.removeEventListener('dragleave', onDragLeave)
    window.removeEventListener('drop', onDrop)
    window.removeEventListener('paste', onPaste)
  })
  return { hovering }
}

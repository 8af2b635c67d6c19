import type { WebContents } from 'electron'

/** A world of its own, in which the page's scripts can change nothing; any number above Electron's own will do. */
const world = 1_001

const question = `(() => {
  const focused = document.activeElement
  if (focused instanceof HTMLInputElement) {
    return !['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'].includes(focused.type)
  }
  return focused instanceof HTMLTextAreaElement || (focused instanceof HTMLElement && focused.isContentEditable)
})()`

/** Whether a text has the focus in the page: undo and redo are the text's own there. */
export async function isTyping(contents: WebContents): Promise<boolean> {
  return (await contents.executeJavaScriptInIsolatedWorld(world, [{ code: question }])) === true
}

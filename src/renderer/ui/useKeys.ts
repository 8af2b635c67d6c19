import { onBeforeUnmount, onMounted, ref, shallowReactive } from 'vue'
import { isMac, matches, parseKeys } from './key-names'

/** A key and what it does. `keys` like `Alt+1`, `Ctrl+Z` (the command key on a Mac), `?`, `ArrowLeft`, `a`. */
export interface KeyBinding {
  readonly keys: string
  readonly description: string
  run(event: KeyboardEvent): void
  /** The heading under which the list of keys shows it. */
  readonly group?: string
}

interface Source {
  readonly keys: () => KeyBinding[]
  readonly layer: number
}

/** Those that came last go first: a page before the frame. */
const sources = shallowReactive<Source[]>([])
/** How many dialogs lie over each other. */
const layer = ref(0)

/**
 * Binds keys for as long as the component is mounted. Not while a text is being typed, unless with Ctrl or Alt; and not
 * below an open dialog.
 */
export function useKeys(keys: () => KeyBinding[]): void {
  let source: Source | undefined
  onMounted(() => {
    if (sources.length === 0) window.addEventListener('keydown', onKeyDown)
    source = { keys, layer: layer.value }
    sources.unshift(source)
  })
  onBeforeUnmount(() => {
    if (source) sources.splice(sources.indexOf(source), 1)
    if (sources.length === 0) window.removeEventListener('keydown', onKeyDown)
  })
}

/** For what lies over the page as long as it is mounted: the keys below rest. */
export function useKeyLayer(): void {
  layer.value++
  onBeforeUnmount(() => layer.value--)
}

/** What is bound at the moment, below dialogs too; the list of keys shows it. */
export function boundKeys(): KeyBinding[] {
  return sources.flatMap(({ keys }) => keys())
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const mac = isMac()
  const target = event.target instanceof Element ? event.target : undefined
  for (const source of sources) {
    if (source.layer < layer.value) continue
    const binding = source.keys().find(({ keys }) => matches(keys, event, mac))
    if (!binding) continue
    if (target && belongsTo(target, binding.keys)) return
    event.preventDefault()
    binding.run(event)
    return
  }
}

const typing =
  'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=range]), textarea, select, ' +
  '[contenteditable=""], [contenteditable=true], [role=textbox], [role=combobox]'
const pressing =
  'button, a[href], summary, [role=button], [role=menuitem], [role=checkbox], [role=switch], [role=tab]'
const stepping = 'input[type=range], input[type=radio], [role=slider], [role=radio], [role=tab]'

/** Whether the element in focus has its own use for a key. */
function belongsTo(target: Element, keys: string): boolean {
  const { ctrl, alt, key } = parseKeys(keys)
  // Taking back, copying and moving about by words work in a text as everywhere.
  if (target.matches(typing))
    return !(ctrl || alt) || (ctrl && /^(?:[zyxcva]|Arrow.*|Home|End|Backspace|Delete)$/.test(key))
  if (ctrl || alt) return false
  if (target.matches(stepping) && /^(?:Arrow|Home|End)/.test(key)) return true
  return target.matches(pressing) && (key === 'Enter' || key === ' ')
}

/** What a binding says in `keys`, taken apart. */
export interface KeyCombination {
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  /** As `KeyboardEvent.key` has it; letters in lower case. */
  readonly key: string
}

export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Takes `Ctrl+Shift+Z`, `Alt+1`, `?`, `Ctrl++`, `Space` apart. */
export function parseKeys(keys: string): KeyCombination {
  const modifiers = [...keys.matchAll(/(Ctrl|Alt|Shift)\+(?=.)/g)].map(([, name]) => name)
  const key = keys.slice(modifiers.join('+').length + (modifiers.length > 0 ? 1 : 0))
  return {
    ctrl: modifiers.includes('Ctrl'),
    alt: modifiers.includes('Alt'),
    shift: modifiers.includes('Shift'),
    key: key === 'Space' ? ' ' : key.length === 1 ? key.toLowerCase() : key,
  }
}

/** Whether a pressed key is the one meant. @param mac there the command key is what Ctrl is elsewhere */
export function matches(keys: string, event: PressedKey, mac: boolean): boolean {
  const wanted = parseKeys(keys)
  const [ctrl, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (ctrl !== wanted.ctrl || other || event.altKey !== wanted.alt) return false
  const pressed = pressedKey(event)
  // Which signs need Shift depends on the keyboard; letters and named keys do not.
  const isSign = wanted.key.length === 1 && !/\p{L}| /u.test(wanted.key)
  return pressed === wanted.key && (isSign || event.shiftKey === wanted.shift)
}

/** With Alt a Mac writes other signs: there the place of the key tells more than the sign. */
function pressedKey({ key, code, altKey }: PressedKey): string {
  const [, place] = altKey ? (/^(?:Digit|Key)([\dA-Z])$/.exec(code) ?? []) : []
  const name = place ?? key
  return name.length === 1 ? name.toLowerCase() : name
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  ' ': 'Space',
}

/** The caps to show for a binding: `['Ctrl', 'Z']`, on a Mac `['⌘', 'Z']`. */
export function keyCaps(keys: string, mac: boolean): string[] {
  const { ctrl, alt, shift, key } = parseKeys(keys)
  const caps = [ctrl && (mac ? '⌘' : 'Ctrl'), alt && (mac ? '⌥' : 'Alt'), shift && (mac ? '⇧' : 'Shift')]
  return [...caps.filter((cap) => cap !== false), signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)]
}

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)
}

import { strings } from '../../strings'
import type { KeyBinding } from '../../ui/useKeys'

const texts = strings.photos.keys

/** The keys that give classes, in the grid and in the loupe alike. */
export function labelKeys(
  classes: readonly { readonly label: string }[],
  give: (label: string | null) => void,
  openPalette: () => void,
): KeyBinding[] {
  const group = texts.groupLabel
  const unlabel = { description: texts.unlabel, group, run: () => give(null) }
  return [
    ...classes.slice(0, 9).map(({ label }, place) => ({
      keys: String(place + 1),
      description: texts.give(label),
      group,
      run: () => give(label),
    })),
    { keys: '0', ...unlabel },
    { keys: 'Delete', ...unlabel },
    { keys: 'Backspace', ...unlabel },
    { keys: 'l', description: texts.palette, group, run: openPalette },
  ]
}

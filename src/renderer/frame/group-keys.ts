import { strings } from '../strings'
import type { KeyBinding } from '../ui/useKeys'

export interface KeyGroup {
  readonly name: string
  /** Each thing that keys do once, with all of its keys. */
  readonly bindings: { readonly description: string; readonly keys: string[] }[]
}

/** Bindings under their headings, in the order in which they came; what holds everywhere comes last. */
export function groupKeys(bindings: readonly KeyBinding[]): KeyGroup[] {
  const { everywhere, page } = strings.frame.keys
  const groups = new Map<string, Map<string, string[]>>()
  for (const { keys, description, group = page } of bindings) {
    const inGroup = groups.get(group) ?? new Map<string, string[]>()
    groups.set(group, inGroup)
    const all = inGroup.get(description) ?? []
    inGroup.set(description, all.includes(keys) ? all : [...all, keys])
  }
  return [...groups]
    .map(([name, ofGroup]) => ({
      name,
      bindings: [...ofGroup].map(([description, keys]) => ({ description, keys })),
    }))
    .toSorted((one, other) => Number(one.name === everywhere) - Number(other.name === everywhere))
}

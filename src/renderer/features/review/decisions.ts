import type { Suspect } from '../../../shared/contract/review'
import { strings } from '../../strings'
import type { KeyBinding } from '../../ui/useKeys'

/** What somebody says of a label in doubt. */
export type Decision =
  | { readonly kind: 'right' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'label'; readonly label: string }

/** The keys that decide about the photo that is looked at. */
export function decisionKeys(
  suspect: Pick<Suspect, 'suggested'>,
  classes: readonly { readonly label: string }[],
  decide: (decision: Decision) => void,
): KeyBinding[] {
  const texts = strings.review.doubts.keys
  const { group } = texts
  const right = { description: texts.right, group, run: () => decide({ kind: 'right' }) }
  const take = (): void => decide({ kind: 'label', label: suspect.suggested })
  return [
    { keys: 'Enter', ...right },
    { keys: 'y', ...right },
    { keys: 's', description: texts.take, group, run: take },
    { keys: 'x', description: texts.exclude, group, run: () => decide({ kind: 'exclude' }) },
    ...classes.slice(0, 9).map(({ label }, place) => ({
      keys: String(place + 1),
      description: texts.give(label),
      group,
      run: () => decide({ kind: 'label', label }),
    })),
  ]
}

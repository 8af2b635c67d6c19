export interface ClassOffer {
  readonly label: string
  readonly colour?: string | undefined
  /** Whether the class is yet to be made. */
  readonly isNew?: boolean
}

/**
 * The classes that fit what was typed: those that begin with it first, then those that have it inside, both in the
 * user's order. A name that no class has is offered as a new one at the end.
 */
export function offersFor(typed: string, classes: readonly ClassOffer[], creating: boolean): ClassOffer[] {
  const name = typed.trim()
  const wanted = name.toLowerCase()
  const begins = ({ label }: ClassOffer): boolean => label.toLowerCase().startsWith(wanted)
  const fitting = classes.filter(({ label }) => label.toLowerCase().includes(wanted))
  const sorted = [...fitting.filter(begins), ...fitting.filter((one) => !begins(one))]
  const isNew = creating && name !== '' && classes.every(({ label }) => label !== name)
  return isNew ? [...sorted, { label: name, isNew }] : sorted
}

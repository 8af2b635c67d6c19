import { className } from '../../shared/contract/labels'
import { AppError } from '../../shared/errors'

/** The class of each row of an array, and all of them in the order that they are to have in the project. */
export interface NamedLabels {
  /** Null where the label is an empty text. */
  readonly labels: readonly (string | null)[]
  readonly classes: readonly string[]
}

/**
 * Gives labels the names of their classes. Without names, numbers are their own, and classes stand in the order of their
 * numbers or letters. With names, a number is the place of its class among them, from 0; numbers that are none, like 1
 * and 2, count by their order where there are exactly as many of them as names. Texts have to be among the names.
 * @throws AppError `bad-input` where names and labels do not fit together
 */
export function nameLabels(
  labels: readonly number[] | readonly string[],
  names?: readonly string[],
): NamedLabels {
  if (names && new Set(names).size < names.length) {
    throw new AppError('bad-input', `Names of different classes are expected, and ${quoted(names)} came.`, {
      names,
    })
  }
  const known = isTexts(labels) ? textNames(labels, names) : numberNames(labels, names)
  return {
    labels: labels.map((label) => known.get(label) ?? null),
    classes: [...new Set(known.values())],
  }
}

function isTexts(labels: readonly number[] | readonly string[]): labels is readonly string[] {
  return typeof labels[0] === 'string'
}

type Names = ReadonlyMap<number | string, string>

function numberNames(labels: readonly number[], names: readonly string[] | undefined): Names {
  const found = [...new Set(labels)].sort((one, other) => one - other)
  if (!names) return new Map(found.map((label) => [label, String(label)]))
  if (found.every((label) => label >= 0 && label < names.length)) {
    return new Map(found.map((label) => [label, names[label] ?? '']))
  }
  if (found.length === names.length) return new Map(found.map((label, index) => [label, names[index] ?? '']))
  throw new AppError(
    'bad-input',
    `The labels are ${listed(found)}, and ${names.length} names of classes came (${quoted(names)}): name each of them, ` +
      'in the order of their numbers.',
    { labels: found.slice(0, 20), names },
  )
}

function textNames(labels: readonly string[], names: readonly string[] | undefined): Names {
  const found = [...new Set(labels)].filter((label) => label.trim() !== '').sort()
  const known = new Map(found.map((label) => [label, checked(label)]))
  if (!names) return known
  const missing = [...known.values()].filter((label) => !names.includes(label))
  if (missing.length === 0) {
    const place = (label: string): number => names.indexOf(label)
    return new Map([...known].sort(([, one], [, other]) => place(one) - place(other)))
  }
  throw new AppError(
    'bad-input',
    `The labels are texts, and ${quoted(missing)} is not among the classes ${quoted(names)}: name it as well, or leave ` +
      'the names out.',
    { missing: missing.slice(0, 20), names },
  )
}

/** @throws AppError `bad-input` for a text that cannot be the name of a class */
function checked(label: string): string {
  const { data, error } = className.safeParse(label)
  if (!error) return data
  const reason = error.issues[0]?.message ?? ''
  throw new AppError('bad-input', `A class cannot be called "${label.slice(0, 50)}": ${reason}.`)
}

function listed(numbers: readonly number[]): string {
  if (numbers.length <= 6) return numbers.join(', ')
  return `${numbers.slice(0, 5).join(', ')} and ${numbers.length - 5} others`
}

function quoted(names: readonly string[]): string {
  return names
    .slice(0, 10)
    .map((name) => `"${name}"`)
    .join(', ')
}

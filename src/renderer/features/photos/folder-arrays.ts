/** Two NumPy files of a folder, by their names: photos, and a label for each. */
export interface ArrayNames {
  readonly photos: string
  readonly labels: string
}

/** Names that people give to labels: `labels.npy`, `y_train.npy`, `targets.npy`. */
const labelName = /label|target|class|(^|[^a-z])y([^a-z]|$)/i

/** Which of a folder's arrays are probably meant; undefined where there are not two. */
export function guessArrays(names: readonly string[]): ArrayNames | undefined {
  const labels = names.find((name) => labelName.test(name)) ?? names[1]
  const photos = names.find((name) => name !== labels)
  return photos === undefined || labels === undefined ? undefined : { photos, labels }
}

/** Names of classes as they are typed, between commas; undefined where none is. */
export function classNamesIn(text: string): string[] | undefined {
  const names = text.split(',').map((name) => name.trim())
  return names.some((name) => name !== '') ? names : undefined
}

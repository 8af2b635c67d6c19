import type { SplitName } from '../../shared/contract/photos'

/** What a photo's place in a folder says about it. */
export interface Placement {
  readonly label: string | null
  readonly split: SplitName | null
}

const splitFolders: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['val', 'val'],
  ['validation', 'val'],
  ['test', 'test'],
])

/** `cat.0.jpg`, `cat_001.jpg`, `maine-coon-12.jpg`: what stands before the separator and the number. */
const numberedName = /^(?<label>.+?)[._-]+\d+\.[^.]+$/

/**
 * Reads labels and splits from paths like `cat/1.jpg` and `train/cat/1.jpg`. A folder `train` that holds photos and no
 * classes is a class itself (somebody may sort vehicles), unless a sibling shows that such folders are splits, or the
 * labels are in the names.
 * @param paths relative to the imported folder, with `/` between folders
 * @returns one placement a path, in the same order
 */
export function placementsOf(paths: readonly string[], labelsFromNames: boolean): Placement[] {
  const parts = paths.map((path) => path.split('/'))
  const hasSplits = labelsFromNames || parts.some((part) => part.length > 2 && splitOf(part) !== null)
  return parts.map((part) => {
    const split = hasSplits && part.length > 1 ? splitOf(part) : null
    const below = split === null ? part : part.slice(1)
    const [folder = '', ...rest] = below
    if (rest.length > 0) return { label: folder, split }
    return { label: labelsFromNames ? labelOfName(folder) : null, split }
  })
}

function splitOf([folder = '']: readonly string[]): SplitName | null {
  return splitFolders.get(folder.toLowerCase()) ?? null
}

function labelOfName(name: string): string | null {
  return numberedName.exec(name)?.groups?.label ?? null
}

import { statfs } from 'node:fs/promises'
import type { TrainSettings } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'
import { leastNeeds } from './needs'
import type { PhotoCounts, ResolvedSettings, Room } from './needs'

/** The memory that the system can give to a process, within the limits that are set for it, and the disk of a project. */
export async function availableRoom({ folder }: Pick<Project, 'folder'>): Promise<Room> {
  const { bavail, bsize } = await statfs(folder)
  return { memory: process.availableMemory(), disk: bavail * bsize }
}

/**
 * Refuses a training that cannot fit whatever happens, by arithmetic alone.
 * @throws AppError `no-space` with what it needs, what there is, and what would fit
 */
export function requireRoom(settings: ResolvedSettings, photos: PhotoCounts, available: Room): void {
  const needs = leastNeeds(settings, photos)
  const problem = problemOf(settings, photos, needs, available)
  if (problem !== null) throw new AppError('no-space', problem, { needs, available })
}

/**
 * Why a training does not fit and what would, for people; null where it fits.
 * @param needs measured or computed; those of other settings are taken to be in the same proportion to the computed ones
 */
export function problemOf(
  settings: ResolvedSettings,
  photos: PhotoCounts,
  needs: Room,
  available: Room,
): string | null {
  const lacking = (['memory', 'disk'] as const).filter((kind) => needs[kind] > available[kind])
  if (lacking.length === 0) return null
  const least = leastNeeds(settings, photos)
  const fits = (changed: ResolvedSettings): boolean =>
    lacking.every((kind) => {
      const share = leastNeeds(changed, photos)[kind] / Math.max(1, least[kind])
      return share * needs[kind] <= available[kind]
    })
  const figures = lacking.map(
    (kind) => `about ${bytesInWords(needs[kind])} of ${kind}, and ${bytesInWords(available[kind])} are free`,
  )
  const ways = smallerSettings(settings).flatMap(({ words, versions }) => {
    const fitting = versions.find(fits)
    return fitting ? [words(fitting)] : []
  })
  const next = ways.length > 0 ? `it would fit with ${ways.join(', or with ')}` : 'free some'
  return `This training needs ${figures.join('; and ')}: ${next}.`
}

interface Way {
  /** From what changes least to what changes most. */
  readonly versions: readonly ResolvedSettings[]
  readonly words: (settings: ResolvedSettings) => string
}

function smallerSettings(settings: TrainSettings & ResolvedSettings): Way[] {
  const { augment, batch, input } = settings
  const halves = (from: number, least: number): number[] =>
    from / 2 < least ? [] : [Math.floor(from / 2), ...halves(Math.floor(from / 2), least)]
  const fewer = augment ? Array.from({ length: augment.versions - 1 }, (_, index) => index + 1).reverse() : []
  return [
    {
      versions:
        augment && !settings.scratch
          ? fewer.map((versions) => ({ ...settings, augment: { ...augment, versions } }))
          : [],
      words: (changed) => `${changed.augment?.versions ?? 0} changed versions of each photo`,
    },
    {
      versions: settings.head === 'flatten' && !settings.scratch ? [{ ...settings, head: 'pooled' }] : [],
      words: () => 'the pooled head',
    },
    {
      versions: halves(batch, 1).map((one) => ({ ...settings, batch: one })),
      words: (one) => `a batch of ${one.batch}`,
    },
    {
      versions: halves(input, 32).map((one) => ({ ...settings, input: one })),
      words: (changed) => `photos of ${changed.input} pixels a side`,
    },
  ]
}

/** Bytes for people, in MB or GB. */
export function bytesInWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

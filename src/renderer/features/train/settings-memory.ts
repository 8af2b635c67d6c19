import { trainSettingsSchema } from '../../../shared/contract/training'
import type { TrainSettings } from '../../../shared/contract/training'
import { checkDraft, defaultSettings } from './settings-draft'

type Place = Pick<Storage, 'getItem' | 'setItem'>

/** What was last chosen for a project; the defaults where nothing was, or where it no longer fits. */
export function rememberedSettings(place: Place, folder: string): TrainSettings {
  try {
    const parsed = trainSettingsSchema.safeParse(JSON.parse(place.getItem(key(folder)) ?? '{}'))
    return (parsed.success && checkDraft(parsed.data).settings) || { ...defaultSettings }
  } catch {
    // A browser may keep its storage shut, and what is in it may be anybody's: the defaults do.
    return { ...defaultSettings }
  }
}

export function rememberSettings(place: Place, folder: string, settings: TrainSettings): void {
  try {
    place.setItem(key(folder), JSON.stringify(settings))
  } catch {
    // Full or shut: the page works without.
  }
}

function key(folder: string): string {
  return `headstart.train:${folder}`
}

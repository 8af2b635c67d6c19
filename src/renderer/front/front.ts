import { inject } from 'vue'
import type { InjectionKey, Ref } from 'vue'
import type { FrontContract } from '../../shared/contract/front'
import type { ImportSettings, Photo } from '../../shared/contract/photos'
import type { TrainSettings } from '../../shared/contract/training'
import type { ShellDescription } from '../../shared/contract/shell'
import type { Client } from '../../shared/rpc/contract'

/** A file that was dropped or chosen, with where it lay in the folder that was dropped: `pets/cat/1.jpg`. */
export interface IncomingFile {
  readonly file: File
  readonly path: string
}

/** What the page stands on: the calls, and what differs between a window and a browser. */
export interface Front {
  readonly client: Client<FrontContract>
  readonly shell: ShellDescription
  /** Whether calls travel at the moment; a lost connection is taken up again by itself. */
  readonly connected: Readonly<Ref<boolean>>
  thumbnail(photo: Pick<Photo, 'id' | 'version'>): string
  picture(photo: Pick<Photo, 'id' | 'version'>): string
  /** A changed version of a photo, as a training with these settings sees it; `version` from 1 on. */
  augmented(
    photo: Pick<Photo, 'id' | 'version'>,
    settings: Pick<TrainSettings, 'augment' | 'fit' | 'interpolation'>,
    which: { readonly input: number; readonly version: number },
  ): string
  temporary(asset: string): string
  /**
   * Hands over a photo to be shown and classified, and gives its temporary id.
   * @throws AppError `bad-input` when it is too large or cannot be read
   */
  offerPhoto(file: File, signal?: AbortSignal): Promise<string>
  /**
   * Imports what was dropped: from where it lies in a window, as copies from a browser.
   * @param onSent told how many bytes of how many are sent; only a browser sends
   * @param settings how to import them; what a browser sends is copied all the same
   */
  importFiles(
    files: readonly IncomingFile[],
    onSent?: (sent: number, total: number) => void,
    signal?: AbortSignal,
    settings?: Partial<Pick<ImportSettings, 'copy' | 'labelsFromNames'>>,
  ): Promise<{ job: number }>
}

export const frontKey: InjectionKey<Front> = Symbol('front')

/** The front of this page; also works in stores. */
export function useFront(): Front {
  const front = inject(frontKey)
  if (!front) throw new Error('The page was mounted without a front.')
  return front
}

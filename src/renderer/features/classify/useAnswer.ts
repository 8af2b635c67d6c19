import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Network } from '../../../shared/contract/predictions'
import type { Front } from '../../front/front'
import { askAbout } from './ask-about'
import type { KnownAssets, Outcome } from './ask-about'
import { networkKey } from './networks'
import type { ShownPhoto } from './usePhotoStrip'

/**
 * What the chosen network says of the photo that is looked at. Another photo or network takes the place of the one
 * before, answered or not: what was asked is cancelled, and what comes late is dropped.
 */
export function useAnswer(
  front: Pick<Front, 'client' | 'offerPhoto'>,
  photo: () => ShownPhoto | undefined,
  network: () => Network,
) {
  /** Undefined while there is no photo. */
  const outcome = shallowRef<Outcome>()
  /** Under which the host knows the photo, once it does. */
  const asset = shallowRef<string>()
  const known: KnownAssets = new WeakMap()
  let asking = new AbortController()

  async function ask(): Promise<void> {
    asking.abort()
    const { signal } = (asking = new AbortController())
    const asked = photo()
    outcome.value = undefined
    asset.value = asked && (known.get(asked) ?? asked.asset)
    if (!asked) return
    for await (const next of askAbout({ front, photo: asked, network: network(), known, signal })) {
      if (signal.aborted) return
      outcome.value = next
      asset.value = known.get(asked) ?? asked.asset
    }
  }

  watch([photo, () => networkKey(network())], ask, { immediate: true })
  onScopeDispose(() => asking.abort())
  return { outcome, asset, ask }
}

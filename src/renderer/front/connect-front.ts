import { readonly, ref } from 'vue'
import { frontContract } from '../../shared/contract/front'
import {
  augmentedAddress,
  photoAddress,
  temporaryAddress,
  thumbnailAddress,
} from '../../shared/picture-address'
import { connect } from '../../shared/rpc/connect'
import { browserFiles } from './browser-files'
import type { Front } from './front'
import { browserWire } from '../wires/browser-wire'
import { windowFiles } from './window-files'
import { windowBridge, windowWire } from '../wires/window-wire'

/** Connects this page with what it runs in: the window that opened it, or the server that it came from. */
export async function connectFront(): Promise<Front> {
  const connected = ref(true)
  const bridge = windowBridge()
  const wire = bridge ? windowWire(bridge) : browserWire((state) => (connected.value = state))
  const client = connect(frontContract, wire)
  const shell = await client['shell.describe']({})
  const { assets } = shell
  return {
    client,
    shell,
    connected: readonly(connected),
    thumbnail: (photo) => thumbnailAddress(assets, photo),
    picture: (photo) => photoAddress(assets, photo),
    augmented: (photo, settings, which) => augmentedAddress(assets, photo, settings, which),
    temporary: (asset) => temporaryAddress(assets, asset),
    ...(bridge ? windowFiles(client, bridge) : browserFiles(client)),
  }
}

import type { Front } from './front'
import { sendPhoto, sendToImport } from './uploads'

/** In a browser files have no paths: their bytes are sent. */
export function browserFiles(client: Front['client']): Pick<Front, 'offerPhoto' | 'importFiles'> {
  return {
    offerPhoto: sendPhoto,
    async importFiles(files, onSent, signal, settings) {
      const upload = await sendToImport(files, onSent, signal)
      return client['photos.import']({ ...settings, upload, copy: true }, { signal })
    },
  }
}

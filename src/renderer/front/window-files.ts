import { AppError } from '../../shared/errors'
import { strings } from '../strings'
import type { WindowBridge } from '../wires/window-wire'
import type { Front } from './front'

/** In a window files have paths, and nothing needs to be sent. */
export function windowFiles(
  client: Front['client'],
  { pathForFile }: WindowBridge,
): Pick<Front, 'offerPhoto' | 'importFiles'> {
  return {
    async offerPhoto(file, signal) {
      const { asset } = await client['assets.offer']({ path: requirePath(pathForFile(file)) }, { signal })
      return asset
    },
    importFiles(files, _onSent, signal, settings) {
      const sources = files.map(({ file }) => requirePath(pathForFile(file)))
      return client['photos.import']({ ...settings, sources: [...new Set(sources)] }, { signal })
    },
  }
}

/** A picture that was pasted lies in no file. */
function requirePath(path: string): string {
  if (path !== '') return path
  throw new AppError('bad-input', strings.errors.noPath)
}

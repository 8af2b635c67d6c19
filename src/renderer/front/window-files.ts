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
    async importFiles(files, _onSent, signal, settings) {
      const sources = files.map(({ file, path }) => droppedSource(requirePath(pathForFile(file)), path))
      return client['photos.import']({ ...settings, sources: [...new Set(sources)] }, { signal })
    },
  }
}

/**
 * What was dropped: the file itself, or the folder in which it lay, whose subfolders then name classes as they do in
 * every import.
 * @param path absolute, with the separators of its system
 * @param placed where it lay in what was dropped, with `/`: `pets/cat/1.jpg`
 */
export function droppedSource(path: string, placed: string): string {
  const [, ...below] = placed.split('/')
  const rest = below.join('/').length
  const isThere = path.replaceAll('\\', '/').endsWith(`/${placed}`)
  return below.length > 0 && isThere ? path.slice(0, -(rest + 1)) : path
}

/** A picture that was pasted lies in no file. */
function requirePath(path: string): string {
  if (path !== '') return path
  throw new AppError('bad-input', strings.errors.noPath)
}

import { fileName } from '../photos/file-name'

/** The page of the photos that look most like one; its picture and name go along, so that they are there at once. */
export function similarRoute({ id, path, version }: { id: number; path: string; version: string }) {
  return { name: 'similar', params: { photo: id }, query: { version, name: fileName(path) } }
}

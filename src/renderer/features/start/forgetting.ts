import { shallowReactive } from 'vue'

/** Things that are about to be forgotten: hidden at once, gone only when the time to take it back has passed. */
export function createForgetting(delay: number) {
  const folders = shallowReactive(new Map<string, ReturnType<typeof setTimeout>>())
  const takeBack = (folder: string): void => {
    clearTimeout(folders.get(folder))
    folders.delete(folder)
  }
  return {
    folders: folders as ReadonlyMap<string, unknown>,
    takeBack,
    /** @param forget called once the delay, in milliseconds, is over and nobody took it back */
    begin(folder: string, forget: () => Promise<void>): void {
      takeBack(folder)
      const timer = setTimeout(() => void forget().finally(() => folders.delete(folder)), delay)
      folders.set(folder, timer)
    },
  }
}

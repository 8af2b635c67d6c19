import { expect, it } from 'vitest'
import { droppedItems, walkEntries } from './dropped-files'
import type { DroppedEntry } from './dropped-files'

function file(name: string): DroppedEntry {
  const entry = {
    name,
    isFile: true,
    isDirectory: false,
    file: (give: (file: File) => void) => give(new File([name], name)),
  }
  return entry
}

/** A folder that gives what is in it in portions of two, as browsers give it in portions of a hundred. */
function folder(name: string, inside: DroppedEntry[]): DroppedEntry {
  const entry = {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      let given = 0
      return {
        readEntries: (give: (some: DroppedEntry[]) => void) => give(inside.slice(given, (given += 2))),
      }
    },
  }
  return entry
}

function transfer(entries: DroppedEntry[], files: File[]): DataTransfer {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }))
  return { items, files } as unknown as DataTransfer
}

it('walks folders to their ends and keeps where every file lay', async () => {
  const names = ['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg']
  const found = await walkEntries([
    folder('pets', [folder('cat', names.map(file)), folder('dog', [file('1.jpg')]), folder('empty', [])]),
    file('alone.jpg'),
  ])
  const cats = names.map((name) => `pets/cat/${name}`)
  expect(found.map(({ path }) => path)).toEqual([...cats, 'pets/dog/1.jpg', 'alone.jpg'])
  expect(await found[5]?.file.text()).toBe('1.jpg')
})

it('leaves hidden files and folders out', async () => {
  const found = await walkEntries([folder('pets', [file('.DS_Store'), folder('.git', [file('1.jpg')])])])
  expect(found).toEqual([])
})

it('fails when a file cannot be read', async () => {
  const gone = {
    ...file('gone.jpg'),
    file: (_give: unknown, fail: (error: Error) => void) => fail(new Error('gone')),
  }
  await expect(walkEntries([gone])).rejects.toThrow('gone')
})

it('hands over folders as they are where they have paths', async () => {
  const dropped = new File([], 'pets')
  const items = droppedItems(transfer([folder('pets', [file('1.jpg')])], [dropped]), true)
  expect(await items()).toEqual([{ file: dropped, path: 'pets' }])
})

it('reads what was dropped before the event is over, and walks it afterwards', async () => {
  const entries = [folder('pets', [file('1.jpg')])]
  const drop = transfer(entries, [])
  const items = droppedItems(drop, false)
  Object.assign(drop, { items: [] })
  expect((await items()).map(({ path }) => path)).toEqual(['pets/1.jpg'])
})

import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { asOrdinaryUser, canBeDenied } from './fixtures/ordinary-user'
import { temporaryFolder, temporaryProject } from './fixtures/temporary-folder'
import { listFolders } from './folders'

it('lists the folders in a folder as people sort them, with its photos and projects', async () => {
  const folder = temporaryFolder()
  for (const name of ['a 10', 'B', 'a 2', '.hidden']) mkdirSync(join(folder, name))
  for (const name of ['1.jpg', '2.PNG', 'notes.txt', '.3.jpg', 'y.NPY', 'x.npy'])
    writeFileSync(join(folder, name), '')
  symlinkSync(join(folder, 'a 2'), join(folder, 'c link'))
  symlinkSync(join(folder, 'gone'), join(folder, 'dead link'))
  await temporaryProject(join(folder, 'pets'))
  const listed = await listFolders(folder)
  expect(listed.folders).toEqual(
    ['a 2', 'a 10', 'B', 'c link', 'pets'].map((name) => ({
      name,
      path: join(folder, name),
      isProject: name === 'pets',
    })),
  )
  expect(listed).toMatchObject({ folder, photos: 2, arrays: ['x.npy', 'y.NPY'], isProject: false })
  expect((await listFolders(folder, ['txt', 'jpg'])).files).toEqual(['1.jpg', 'notes.txt'])
  expect(await listFolders(join(folder, 'pets'))).toMatchObject({ isProject: true, parent: folder })
})

it('tells the way from the top, which has nothing above', async () => {
  const folder = temporaryFolder()
  const { trail, parent } = await listFolders(`${folder}/`)
  expect(trail.map(({ path }) => path)).toEqual(
    trail.map(
      (_, index) =>
        `/${folder
          .split('/')
          .slice(1, index + 1)
          .join('/')}`,
    ),
  )
  expect(trail.at(-1)).toMatchObject({ path: folder })
  expect(trail.at(-2)?.path).toBe(parent)
  expect(await listFolders('/')).toMatchObject({ parent: null, trail: [{ name: '/', path: '/' }] })
})

it("begins at the user's own folder", async () => {
  expect((await listFolders()).folder).toBe(join(homedir()))
})

it('shows at most a thousand', async () => {
  const folder = temporaryFolder()
  for (let index = 0; index < 1010; index += 1) mkdirSync(join(folder, String(index)))
  const { folders } = await listFolders(folder)
  expect(folders).toHaveLength(1000)
  expect(folders.at(-1)?.name).toBe('999')
})

it('says why it cannot list a folder', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  await expect(listFolders(join(folder, 'gone'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(listFolders(join(folder, 'file'))).rejects.toMatchObject({ code: 'bad-input' })
  await expect(listFolders('pets')).rejects.toMatchObject({ code: 'bad-input' })
})

it.skipIf(!canBeDenied)('says that it may not look into a folder', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'vault'))
  chmodSync(join(folder, 'vault'), 0)
  const listing = asOrdinaryUser([folder], () => listFolders(join(folder, 'vault')))
  await expect(listing).rejects.toMatchObject({ code: 'denied' })
})

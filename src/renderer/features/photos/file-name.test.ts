import { expect, it } from 'vitest'
import { fileName, folderName } from './file-name'

it.each([
  ['/photos/cat/1.jpg', '/photos/cat', '1.jpg'],
  ['C:\\photos\\cat\\1.jpg', 'C:\\photos\\cat', '1.jpg'],
  ['1.jpg', '', '1.jpg'],
])('takes %s apart', (path, folder, name) => {
  expect([folderName(path), fileName(path)]).toEqual([folder, name])
})

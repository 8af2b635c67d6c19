import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { projectArgument } from './project-argument'

it.each([
  [[], undefined],
  [['--inspect', ''], undefined],
  [['pets'], resolve('/home/me', 'pets')],
  [['--no-sandbox', '../pets', 'other'], resolve('/home/pets')],
  [[resolve('/data/pets')], resolve('/data/pets')],
])('of %j the project is %s', (parameters, project) => {
  expect(projectArgument(parameters, resolve('/home/me'))).toBe(project)
})

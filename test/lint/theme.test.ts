import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ui = join(import.meta.dirname, '..', '..', 'src', 'renderer', 'ui')
const css = readFileSync(join(ui, 'theme.css'), 'utf8')
const { light, dark } = (await import(join(ui, 'palette.ts'))) as Record<
  'light' | 'dark',
  Record<string, string>
>

it.each(Object.keys(light))('theme.css and the palette for naive-ui and charts have the same %s', (name) => {
  const variable = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  expect(css).toContain(`--${variable}: light-dark(${light[name]}, ${dark[name]});`)
})

import { join, resolve } from 'node:path'
import { Chromium } from './chromium'

/** What a test says to a double in the environment that it starts it with. */
function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`The double is started by test/shell/launch.ts, which sets ${name}.`)
  return value
}

export const root = resolve(import.meta.dirname, '..', '..', '..')
export const home = required('HEADSTART_DOUBLE_HOME')
export const userData = join(home, 'user-data')

/** The displays of the computer: the main one first. */
export const displays = JSON.parse(required('HEADSTART_DOUBLE_DISPLAYS')) as Electron.Rectangle[]

export const chromium = new Chromium(
  required('HEADSTART_DOUBLE_CHROMIUM'),
  required('HEADSTART_DOUBLE_PROFILE'),
  JSON.parse(required('HEADSTART_DOUBLE_FLAGS')) as string[],
)

/** An event as Electron tells it, with its one question: whether anybody said no. */
export interface Preventable {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function preventable<Details extends object>(details: Details): Details & Preventable {
  let prevented = false
  return Object.defineProperties(
    { ...details },
    {
      defaultPrevented: { get: () => prevented },
      preventDefault: { value: () => (prevented = true) },
    },
  ) as Details & Preventable
}

// @ts-check
import { existsSync } from 'node:fs'
import { findProgram, runProgram } from '../setup/programs.mjs'

/** How long fetching and unpacking may take, in milliseconds. */
const patience = 300_000

/**
 * Installs Debian's Chromium where no browser is there and the user may; browser tests say so themselves where it still is
 * missing afterwards.
 */
export async function ensureChromium() {
  const { HEADSTART_CHROMIUM: chosen } = process.env
  if (
    chosen
      ? existsSync(chosen)
      : ['chromium', 'chromium-browser', 'google-chrome'].some((name) => findProgram(name))
  )
    return
  const apt = findProgram('apt-get')
  if (!apt || process.getuid?.() !== 0) return
  process.stderr.write('Chromium for the browser tests … ')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, timeout: patience }
  await runProgram(apt, ['update'], options)
  const { ok } = await runProgram(
    apt,
    ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    options,
  )
  process.stderr.write(ok ? 'installed\n' : 'not to be had\n')
}

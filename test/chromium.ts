import { findProgram } from '../scripts/setup/programs.mjs'

/** Absolute path of the Chromium that browser tests drive. */
const program =
  process.env['HEADSTART_CHROMIUM'] ??
  ['chromium', 'chromium-browser', 'google-chrome'].map((name) => findProgram(name)).find(Boolean)

/** Why tests that need a browser are skipped, or false where there is one. */
export const chromiumMissing: string | false = program
  ? false
  : 'Chromium is missing and could not be installed: install it, or let HEADSTART_CHROMIUM name one'

/** For `chromium.launch` and whatever starts it otherwise. */
export const launchOptions = {
  ...(program !== undefined && { executablePath: program }),
  args: [
    // Root may not use Chromium's sandbox; the pages are our own.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

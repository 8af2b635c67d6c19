import { spawn } from 'node:child_process'

/** Shows an address in the user's browser where there is one; that it cannot be shown is no failure. */
export function openBrowser(url: string): void {
  const command = commandFor(process.platform, process.env)
  if (command === undefined) return
  const child = spawn(command, [url], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}

function commandFor(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string | undefined {
  if (platform === 'darwin') return 'open'
  if (platform === 'win32') return 'explorer'
  // Without a display, xdg-open may start a browser in the terminal.
  return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? 'xdg-open' : undefined
}

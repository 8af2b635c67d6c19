import { dialog } from 'electron'
import type { BrowserWindow, Session } from 'electron'
import { isOwn } from './origins'
import { strings } from './strings'

interface Asked {
  readonly permission: string
  readonly mediaTypes: readonly string[]
  readonly origin: string | undefined
  readonly isMainFrame: boolean
}

/** Needs a click in the page; it is how an error's details and an export's folder are copied. */
const copying = 'clipboard-sanitized-write'

/**
 * Denies whatever a page may ask for, but for the camera, about which the user is asked once a run, and for putting text
 * into the clipboard.
 */
export function guardPermissions(session: Session, window: () => BrowserWindow | undefined): void {
  const camera = cameraQuestion(window)
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const { requestingUrl, isMainFrame } = details
    const { mediaTypes = [], securityOrigin = requestingUrl } = details as {
      mediaTypes?: string[]
      securityOrigin?: string
    }
    const ours = contents === window()?.webContents && isOwn(requestingUrl)
    if (ours && isMainFrame && permission === copying) return answer(true)
    if (!ours || !isCamera({ permission, mediaTypes, origin: securityOrigin, isMainFrame }))
      return answer(false)
    void camera.ask().then(answer, () => answer(false))
  })
  session.setPermissionCheckHandler((contents, permission, origin, { mediaType, isMainFrame }) => {
    const ours = contents === window()?.webContents && isMainFrame && isOwn(origin)
    if (ours && permission === copying) return true
    return (
      ours && isCamera({ permission, mediaTypes: [mediaType ?? ''], origin, isMainFrame }) && camera.allowed()
    )
  })
  session.setDevicePermissionHandler(() => false)
}

/** The camera alone, without the microphone, for our own page. */
function isCamera({ permission, mediaTypes, origin, isMainFrame }: Asked): boolean {
  const videoAlone = mediaTypes.length === 1 && mediaTypes[0] === 'video'
  return permission === 'media' && videoAlone && isMainFrame && isOwn(origin)
}

function cameraQuestion(window: () => BrowserWindow | undefined) {
  let asked: Promise<boolean> | undefined
  let allowed = false
  async function question(): Promise<boolean> {
    const { message, detail, allow, deny } = strings.camera
    const options = {
      type: 'question' as const,
      message,
      detail,
      buttons: [allow, deny],
      defaultId: 1,
      cancelId: 1,
    }
    const parent = window()
    if (!parent) return false
    const { response } = await dialog.showMessageBox(parent, options)
    allowed = response === 0
    return allowed
  }
  return { ask: () => (asked ??= question()), allowed: () => allowed }
}

/**
 * Whether the server has become one that does not know this browser (it was started anew, say): then waiting for the
 * connection leads nowhere. False where there is no answer at all.
 */
export async function isShutOut(): Promise<boolean> {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).status === 403
  } catch {
    return false
  }
}

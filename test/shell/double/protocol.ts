type Handler = (request: Request) => Response | Promise<Response>

/** Schemes and who answers them. */
export const handlers = new Map<string, Handler>()
export const privileged: Electron.CustomScheme[] = []

let ready = false
export function setReady(): void {
  ready = true
}

export const protocol = {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    privileged.splice(0, privileged.length, ...schemes)
  },
  handle(scheme: string, handler: Handler): void {
    if (!ready) throw new Error('protocol can only be used once app is ready')
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
}

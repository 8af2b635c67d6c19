/**
 * What the page may load and do, in every front. naive-ui writes its styles into the page; `'self'` of `connect-src`
 * includes the WebSocket of the same host and port.
 * @param pictures schemes that pictures come by, besides the page's own address
 */
export function contentSecurityPolicy(pictures: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    ['img-src', "'self'", ...pictures, 'blob:', 'data:'].join(' '),
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** How a browser is told what a picture is, and whether it may keep it: its address changes with its content. */
export function pictureHeaders(picture: {
  readonly contentType: string
  readonly bytes: number
  readonly cacheable: boolean
}): Record<string, string> {
  const { contentType, bytes, cacheable } = picture
  return {
    'content-type': contentType,
    'content-length': String(bytes),
    'cache-control': cacheable ? 'private, max-age=31536000, immutable' : 'no-store',
  }
}

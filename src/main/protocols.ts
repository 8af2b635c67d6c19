import { protocol } from 'electron'
import type { PageFile } from '../core/page-files'
import { contentSecurityPolicy } from '../core/content-security-policy'
import { pageAddress, pageScheme, pictureBase, pictureScheme, placeBelow } from './origins'

const privileges = { standard: true, secure: true }

/** Has to happen before Electron is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { ...privileges, supportFetchAPI: true } },
    { scheme: pictureScheme, privileges },
  ])
}

/** Answers with the files of the page, from the list that was read at the start. */
export function servePage(files: ReadonlyMap<string, PageFile>): void {
  protocol.handle(pageScheme, ({ method, url }) => {
    const place = placeBelow(pageAddress, url)
    const file = place === undefined ? undefined : files.get(`/${place.split(/[?#]/, 1)[0]}`)
    if (!file || method !== 'GET') return nothing()
    return new Response(new Uint8Array(file.body), { headers: { ...guards, ...file.headers } })
  })
}

/** Gives a picture for the part of its address that follows the base; undefined where there is none. */
export type PictureSource = (place: string, signal: AbortSignal) => Promise<Response | undefined>

/** Answers with pictures of the open project, and with photos that were offered: by id, never by a path. */
export function servePictures(picture: PictureSource): void {
  protocol.handle(pictureScheme, async ({ method, url, signal }) => {
    const place = placeBelow(pictureBase, url)
    if (place === undefined || method !== 'GET') return nothing()
    return (await picture(place, signal)) ?? nothing()
  })
}

const guards = {
  'content-security-policy': contentSecurityPolicy(['asset:']),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

function nothing(): Response {
  return new Response('There is nothing here.\n', {
    status: 404,
    headers: { ...guards, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}

import { readFile, readdir } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { AppError } from '../shared/errors'

/** A file of the page, in memory. */
export interface PageFile {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Every file of a folder by the path under which it is asked for, `/` for `index.html`. The list is fixed from then on, so
 * no request, however it is spelled, leads to a file outside.
 * @throws AppError `not-found` when the page was not built
 */
export async function readPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, PageFile>()
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const url = path.slice(folder.length).split(sep).join('/')
    files.set(url === '/index.html' ? '/' : url, await readPageFile(path))
  }
  if (files.has('/')) return files
  throw new AppError(
    'not-found',
    `Expected the page in ${folder}, but it is not there: build it with \`npm start\`.`,
  )
}

async function readPageFile(path: string): Promise<PageFile> {
  const extension = extname(path)
  // Names of built files change with their content; only the page itself is asked for under the same name again.
  const caching = extension === '.html' ? 'no-store' : 'private, max-age=31536000, immutable'
  const type = contentTypes[extension] ?? 'application/octet-stream'
  return { body: await readFile(path), headers: { 'content-type': type, 'cache-control': caching } }
}

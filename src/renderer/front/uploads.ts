import { z } from 'zod'
import { AppError, errorSchema, toAppError } from '../../shared/errors'
import {
  largestUpload,
  nameHeader,
  temporaryPhotoAddress,
  temporaryPhotoSchema,
  uploadBase,
} from '../../shared/upload'
import { strings } from '../strings'
import type { IncomingFile } from './front'

/** Photos that are sent at once: reading one and sending another overlap, and the server keeps up. */
const inFlight = 4

/**
 * Sends a photo to be shown and classified, and gives its temporary id.
 * @throws AppError `bad-input` when it is too large, `unreadable`, `unsupported`; `cancelled`; `disconnected`
 */
export async function sendPhoto(file: File, signal?: AbortSignal): Promise<string> {
  const headers = { [nameHeader]: encodeURIComponent(file.name.toWellFormed()) }
  const response = await post(temporaryPhotoAddress, file, { headers, signal })
  const offer = temporaryPhotoSchema.safeParse(await response.json().catch(() => undefined)).data
  if (!offer) throw new AppError('internal', strings.errors.unexpected)
  return offer.asset
}

/**
 * Sends files to be imported, and gives the id of all of them together. What the server does not take for a photo by its
 * name is left out, as in a folder that is imported from where it lies.
 * @param onSent told how many bytes of how many are sent
 * @throws AppError as `sendPhoto`; `unsupported` also when nothing is left
 */
export async function sendToImport(
  files: readonly IncomingFile[],
  onSent?: (sent: number, total: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const batch = randomUuid()
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  const left = files.values()
  const refusals: AppError[] = []
  // Where one cannot be sent, the others are not sent either.
  const failing = new AbortController()
  const stop = AbortSignal.any([failing.signal, ...(signal ? [signal] : [])])
  let sent = 0
  async function work(): Promise<void> {
    for (const { file, path } of left) {
      const refusal = await sendUnlessUnsupported(`${uploadBase}${batch}/${addressPath(path)}`, file, stop)
      if (refusal) refusals.push(refusal)
      sent += file.size
      onSent?.(sent, total)
    }
  }
  onSent?.(0, total)
  await Promise.all(Array.from({ length: inFlight }, work)).finally(() => failing.abort())
  if (files.length > 0 && refusals.length === files.length) throw refusals[0]
  return batch
}

async function sendUnlessUnsupported(
  address: string,
  file: File,
  signal: AbortSignal | undefined,
): Promise<AppError | undefined> {
  try {
    await post(address, file, { signal })
    return undefined
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'unsupported') return error
    throw error
  }
}

interface PostOptions {
  readonly headers?: Record<string, string>
  readonly signal: AbortSignal | undefined
}

async function post(address: string, file: File, { headers, signal }: PostOptions): Promise<Response> {
  if (file.size > largestUpload) throw new AppError('bad-input', strings.errors.tooLarge(largestUpload))
  await requireReadable(file)
  const response = await request(address, file, {
    headers: { 'content-type': 'application/octet-stream', ...headers },
    signal,
  })
  if (response.ok) return response
  if (response.status === 403) throw new AppError('denied', strings.errors.notLetIn)
  const body: unknown = await response.json().catch(() => undefined)
  const refused = z.object({ error: errorSchema }).safeParse(body).data
  if (!refused) throw new AppError('internal', strings.errors.unexpected)
  throw new AppError(refused.error.code, refused.error.message, refused.error.details)
}

/** What is dropped may be a folder, and a file may be gone since it was chosen: sending either looks like a lost connection. */
async function requireReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer()
  } catch (thrown) {
    throw new AppError('unreadable', strings.errors.notReadable, undefined, thrown)
  }
}

async function request(address: string, body: File, { headers, signal }: PostOptions): Promise<Response> {
  try {
    return await fetch(address, { method: 'POST', body, headers: headers ?? {}, signal: signal ?? null })
  } catch (thrown) {
    if (signal?.aborted) throw toAppError(thrown)
    throw new AppError('disconnected', strings.errors.unreachable, undefined, thrown)
  }
}

/** A path as the server takes it apart; names may hold anything. */
function addressPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/')
}

/** Browsers give `crypto.randomUUID` to pages of the loopback alone, and the server may listen elsewhere. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const version = `4${hex.slice(13, 16)}`
  const variant = `a${hex.slice(17, 20)}`
  return [hex.slice(0, 8), hex.slice(8, 12), version, variant, hex.slice(20)].join('-')
}

import { z } from 'zod'
import { AppError, errorSchema } from '../../../shared/errors'
import { largestUpload, uploadAnswerSchema } from '../../../shared/upload'
import type { UploadAnswer } from '../../../shared/upload'
import { strings } from '../../strings'

/**
 * Asks the server what is in a photo.
 * @throws AppError with the reason in words for people; an AbortError when the signal is aborted
 */
export async function askWhatIsIn(photo: Blob, signal: AbortSignal): Promise<UploadAnswer> {
  if (photo.size > largestUpload) throw new AppError('bad-input', strings.errors.tooLarge(largestUpload))
  await requireReadable(photo)
  const response = await post(photo, signal)
  if (response.status === 403) throw new AppError('denied', strings.errors.notLetIn)
  const body: unknown = await response.json().catch(() => undefined)
  const refused = z.object({ error: errorSchema }).safeParse(body).data
  if (refused) throw new AppError(refused.error.code, refused.error.message)
  const answer = uploadAnswerSchema.safeParse(body).data
  if (!answer) throw new AppError('internal', strings.errors.unexpected)
  return answer
}

/** What is dropped may be a folder, and a file may be gone since it was chosen: sending either looks like a lost connection. */
async function requireReadable(photo: Blob): Promise<void> {
  try {
    await photo.slice(0, 1).arrayBuffer()
  } catch (thrown) {
    throw new AppError('unreadable', strings.errors.notReadable, undefined, thrown)
  }
}

async function post(photo: Blob, signal: AbortSignal): Promise<Response> {
  try {
    const headers = { 'content-type': 'application/octet-stream' }
    return await fetch('/photos', { method: 'POST', body: photo, headers, signal })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    throw new AppError('internal', strings.errors.unreachable, undefined, thrown)
  }
}

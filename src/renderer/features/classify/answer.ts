import { z } from 'zod'
import { predictionSchema } from '../../../shared/contract/predictions'
import { AppError, errorSchema } from '../../../shared/errors'
import { strings } from '../../strings'

const answerSchema = z.object({
  model: z.string(),
  ms: z.number(),
  predictions: z.array(predictionSchema).min(1),
})

/** What the network says of one photo, the most probable first. */
export type Answer = z.infer<typeof answerSchema>

/**
 * Asks the server what is in a photo.
 * @throws AppError with the reason in words for people; an AbortError when the signal is aborted
 */
export async function askWhatIsIn(photo: Blob, signal: AbortSignal): Promise<Answer> {
  const response = await post(photo, signal)
  if (response.status === 403) throw new AppError('denied', strings.errors.notLetIn)
  const body: unknown = await response.json().catch(() => undefined)
  const refused = z.object({ error: errorSchema }).safeParse(body).data
  if (refused) throw new AppError(refused.error.code, refused.error.message)
  const answer = answerSchema.safeParse(body).data
  if (!answer) throw new AppError('internal', strings.errors.unexpected)
  return answer
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

import { z } from 'zod'

/** The largest photo in bytes that a page may send. */
export const largestUpload = 50_000_000

/** Where the server answers a page of its own; `src/server` serves these, `src/renderer/front/uploads.ts` asks. */
export const wireAddress = '/wire'
export const pictureBase = '/pictures/'
/** Takes a photo to be classified; its name comes in a header, percent-encoded. */
export const temporaryPhotoAddress = '/pictures/temporary'
export const nameHeader = 'x-headstart-name'
/** Takes a photo to be imported, at `BATCH/RELATIVE/PATH` below. */
export const uploadBase = '/uploads/'

/** What the server answers to a photo to be classified: its temporary id, and its name without folders. */
export const temporaryPhotoSchema = z.object({ asset: z.string(), name: z.string() })

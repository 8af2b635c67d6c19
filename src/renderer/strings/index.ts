import { classify, errors } from './classify'
import { compare } from './compare'
import { evaluation } from './evaluation'
import { exporting } from './exporting'
import { frame } from './frame'
import { models } from './models'
import { photos } from './photos'
import { review } from './review'
import { runs } from './runs'
import { start } from './start'
import { train } from './train'

/** Every text of the window, a file a page, ready to be translated as a whole. */
export const strings = {
  ...{ frame, start, photos, review, train, runs, evaluation, compare },
  ...{ classify, exporting, models, errors },
} as const

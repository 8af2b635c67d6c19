import { z } from 'zod'
import { classifiedSchema } from '../../../src/shared/contract/predictions'
import type { Prediction } from '../../../src/shared/contract/predictions'
import { headstartJson } from '../../integration/fixtures/command-line'

const classificationSchema = z.object({ results: z.array(classifiedSchema) })

/** The best class of each photo by path, by a pretrained network on the command line. */
export async function bestAnswers(
  folder: string,
  photos: readonly string[],
  ...parameters: string[]
): Promise<Map<string, Prediction>> {
  const line = ['classify', ...photos, '--top', '1', ...parameters]
  const { results } = await headstartJson(classificationSchema, folder, ...line)
  return new Map(results.flatMap(({ path, predictions: [best] }) => (best ? [[path, best] as const] : [])))
}

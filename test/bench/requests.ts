import { createInterface } from 'node:readline'
import { z } from 'zod'

/** What `scripts/bench/contender.mjs` asks of everyone, a JSON document a line. */
export const requestSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('load'), network: z.string() }),
  /** From the files to the five best classes of each photo. */
  z.object({ do: z.literal('files'), network: z.string(), paths: z.array(z.string()) }),
  /** Scores of so many photos that are in memory already. */
  z.object({ do: z.literal('network'), network: z.string(), count: z.int().positive() }),
])
export type BenchRequest = z.infer<typeof requestSchema>

/** How long it took in milliseconds, and the best class of each photo. */
export interface BenchAnswer {
  readonly ms: number
  readonly best: readonly number[]
}

export type Answering = (request: BenchRequest) => Promise<readonly number[]>

/** Answers on standard output what is asked on standard input, one after the other, until that ends. */
export async function answerRequests(answer: Answering): Promise<void> {
  for await (const line of createInterface(process.stdin)) {
    const request = requestSchema.parse(JSON.parse(line))
    const began = performance.now()
    const best = await answer(request)
    const answered: BenchAnswer = { ms: performance.now() - began, best }
    process.stdout.write(`${JSON.stringify(answered)}\n`)
  }
}

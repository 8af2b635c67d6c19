import { strings } from '../../strings'
import { count, percent } from '../../ui/formats'
import type { Answer, Outcome } from './ask-about'

/** An outcome in a sentence, for those who hear the page. */
export function spokenOutcome(name: string, outcome: Outcome | undefined): string {
  const texts = strings.classify
  if (outcome?.kind === 'skipped') return `${texts.skipped(name)}: ${outcome.reason}`
  if (outcome?.kind !== 'answered') return ''
  const [best = '', ...others] = outcome.answer.predictions.map(({ label, score }) =>
    texts.spokenOne(label, percent(score)),
  )
  return texts.spoken(name, best, others.join(', '))
}

/** What answered and how fast: "Run 3 · EfficientNet-Lite0 · 12 ms". */
export function answerFacts({ network, model, ms }: Answer): string {
  const texts = strings.classify
  const run = network.kind === 'run' ? [texts.run(network.run)] : []
  return texts.facts([...run, model, texts.milliseconds(count(Math.round(ms)))])
}

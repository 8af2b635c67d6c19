import type { CurrentEvaluation, Evaluation } from '../../../shared/contract/evaluation'
import { count } from '../../../shared/numbers'
import { html, table } from './html'
import type { Html } from './html'
import { strings } from './strings'

/** A small picture of a photo as a data address, by the photo's number; those that could not be read are missing. */
export type Thumbnails = ReadonlyMap<number, string>

/** How good a run is on a part that it has said something of. */
export interface Judged extends CurrentEvaluation {
  readonly evaluation: Evaluation
}

export function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)}\u00a0%`
}

/** What an evaluation found: accuracy, matrix, classes, calibration, and the photos it is most wrong about. */
export function evaluationSection(
  { evaluation, unscored, relabelled }: Judged,
  thumbnails: Thumbnails,
): Html {
  const { split, accuracy, interval, photos, worst } = evaluation
  const [low, high] = interval
  const calibration = evaluation.calibration.length > 0 ? calibrationTable(evaluation) : html``
  const notes = [
    ...(relabelled > 0 ? [strings.relabelledPart(relabelled)] : []),
    ...(unscored > 0 ? [strings.unscored(unscored)] : []),
  ]
  const mistakes =
    worst.length > 0
      ? html`<h3>${strings.worst}</h3>
          <div class="photos">${worst.map((one) => mistake(one, thumbnails))}</div>`
      : html``
  return html`<section>
    <h2>${strings.evaluation(strings.parts[split])}</h2>
    <p>${strings.accuracy(share(accuracy), count(photos), share(low), share(high))}</p>
    ${notes.map((note) => html`<p class="muted">${note}</p>`)}
    ${matrix(evaluation)}${classTable(evaluation)}${calibration}${mistakes}
  </section>`
}

/** A cell is the darker the more of its label's photos it has. */
function matrix({ classes, confusion }: Evaluation): Html {
  const titles = classes.map(({ label }) => html`<th scope="col">${label}</th>`)
  const rows = confusion.map((counts, index) => {
    const support = Math.max(
      1,
      counts.reduce((sum, one) => sum + one, 0),
    )
    const cells = counts.map(
      (one) =>
        html`<td style="background: rgb(var(--cell) / ${Math.round((40 * one) / support)}%)">
          ${count(one)}
        </td>`,
    )
    return html`<tr>
      <th scope="row">${classes[index]?.label ?? ''}</th>
      ${cells}
    </tr>`
  })
  return html`<h3>${strings.matrix}</h3>
    <div class="wide">
      <table class="matrix">
        <thead>
          <tr>
            <th>${strings.matrixCorner}</th>
            ${titles}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
}

function classTable({ classes }: Evaluation): Html {
  const rows = classes.map(({ label, precision, recall, f1, support }) => [
    label,
    share(precision),
    share(recall),
    share(f1),
    count(support),
  ])
  const head = [strings.class, strings.precision, strings.recall, strings.f1, strings.photos]
  return table({ head, rows, caption: strings.classes })
}

function calibrationTable({ calibration, calibrationError }: Evaluation): Html {
  const rows = calibration
    .filter(({ photos }) => photos > 0)
    .map(({ from, to, photos, confidence, accuracy }) => [
      `${share(from)} – ${share(to)}`,
      count(photos),
      share(confidence),
      share(accuracy),
    ])
  const head = [strings.confidence, strings.photos, strings.meanConfidence, strings.share]
  const error = calibrationError === null ? '' : strings.calibrationError(share(calibrationError))
  return html`<h3>${strings.calibration}</h3>
    ${table({ head, rows, caption: error })}`
}

function mistake(
  { id, path, label, predicted, score }: Evaluation['worst'][number],
  thumbnails: Thumbnails,
): Html {
  const said = strings.mistake(label, predicted, share(score))
  const source = thumbnails.get(id)
  const picture =
    source === undefined
      ? html`<p class="muted">${strings.unreadable}</p>`
      : html`<img src="${source}" alt="${said}" />`
  return html`<figure>
    ${picture}
    <figcaption>${said}<br />${path.split(/[/\\]/).at(-1) ?? path}</figcaption>
  </figure>`
}

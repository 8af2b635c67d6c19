import { trainSettingsSchema } from '../../../shared/contract/training'
import type { RunDetail } from '../../../shared/contract/training'
import { count } from '../../../shared/numbers'
import { chart } from './curves'
import { evaluationSection, share } from './evaluation-section'
import type { Judged, Thumbnails } from './evaluation-section'
import { html, Html, table } from './html'
import { strings } from './strings'
import { style } from './style'

export interface Report {
  readonly run: RunDetail
  readonly evaluations: readonly Judged[]
  readonly thumbnails: Thumbnails
  /** As people read it. */
  readonly date: string
}

/** One HTML file that needs nothing beside itself: no scripts, no network. */
export function reportPage({ run, evaluations, thumbnails, date }: Report): string {
  const title = strings.title(run.run)
  const sections =
    evaluations.length > 0
      ? evaluations.map((one) => evaluationSection(one, thumbnails))
      : [html`<section><p class="muted">${strings.noEvaluation}</p></section>`]
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${summary(run, title)} ${curves(run)} ${sections} ${settingsTable(run)}</main>
        <footer><p class="muted">${strings.madeBy(date)}</p></footer>
      </body>
    </html> `
  return page.text
}

function summary({ note, kind, best, photos, relabelled, seconds }: RunDetail, title: string): Html {
  const paragraphs = [
    strings.kinds[kind],
    note,
    strings.learnedFrom(count(photos.train), count(photos.val)),
    relabelled > 0 ? strings.relabelled(count(relabelled)) : '',
    best === null
      ? ''
      : best.valAccuracy === null
        ? strings.bestUnchecked(best.epoch)
        : strings.best(best.epoch, share(best.valAccuracy)),
    seconds ? strings.time(`${seconds.features.toFixed(1)} s`, `${seconds.training.toFixed(1)} s`) : '',
  ]
  const shown = paragraphs.filter((text) => text !== '').map((text) => html`<p>${text}</p>`)
  return html`<header>
    <h1>${title}</h1>
    ${shown}
  </header>`
}

function curves({ epochs }: RunDetail): Html {
  if (epochs.length === 0)
    return html`<section>
      <h2>${strings.curves}</h2>
      <p class="muted">${strings.noEpochs}</p>
    </section>`
  const [training, validation] = [
    { name: strings.training, kind: 'training' },
    { name: strings.validation, kind: 'validation' },
  ] as const
  const loss = chart({
    ...{ title: strings.lossTitle, xTitle: strings.epoch, tick: (value: number) => value.toPrecision(3) },
    curves: [
      { ...training, values: epochs.map((epoch) => epoch.loss) },
      { ...validation, values: epochs.map((epoch) => epoch.valLoss) },
    ],
  })
  const accuracy = chart({
    ...{ title: strings.accuracyTitle, xTitle: strings.epoch, top: 1 },
    tick: (value: number) => `${Math.round(value * 100)} %`,
    curves: [
      { ...training, values: epochs.map((epoch) => epoch.accuracy) },
      { ...validation, values: epochs.map((epoch) => epoch.valAccuracy) },
    ],
  })
  return html`<section>
    <h2>${strings.curves}</h2>
    <div class="side">
      <div>
        <h3>${strings.lossTitle}</h3>
        ${loss}
      </div>
      <div>
        <h3>${strings.accuracyTitle}</h3>
        ${accuracy}
      </div>
    </div>
  </section>`
}

function settingsTable({ settings }: RunDetail): Html {
  // A network of its own has no base, and what is put on one is not asked for.
  const isOwn = settings.scratch !== null
  const names = trainSettingsSchema
    .keyof()
    .options.filter((name) => !isOwn || (name !== 'model' && name !== 'head'))
  const rows = names.map((name) => [strings.settingNames[name], describe(settings[name])])
  const head = [strings.setting, strings.value]
  return html`<section>
    <h2>${strings.settings}</h2>
    ${table({ head, rows, caption: '' })}
  </section>`
}

function describe(value: unknown): string {
  if (value === null) return strings.none
  if (typeof value === 'boolean') return value ? strings.yes : strings.no
  if (Array.isArray(value)) return value.map(describe).join(', ')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, one]) => `${name} ${describe(one)}`)
    .join(', ')
}

/** Text that may stand in HTML as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** Text that may come from anywhere. */
type Part = Html | string | number | readonly Html[]

/** HTML of a template; whatever is put into it and is no HTML is escaped. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const texts = pieces.map((piece, index) => piece + textOf(parts[index] ?? ''))
  return new Html(texts.join(''))
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return part.map(({ text }) => text).join('\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

export interface Table {
  readonly head: readonly string[]
  /** The first cell of each names its row. */
  readonly rows: readonly (readonly (string | number)[])[]
  readonly caption: string
}

export function table({ head, rows, caption }: Table): Html {
  const titles = head.map((title) => html`<th scope="col">${title}</th>`)
  const body = rows.map(([name = '', ...cells]) => {
    const values = cells.map((cell) => html`<td>${cell}</td>`)
    return html`<tr>
      <th scope="row">${name}</th>
      ${values}
    </tr>`
  })
  return html`<div class="wide">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${titles}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

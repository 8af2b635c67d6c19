import type { Locator, Page } from '@playwright/test'
import type { OpenFront } from '../fixtures/front'

export interface ShownAnswer {
  readonly label: string
  /** In percent, 0 to 100. */
  readonly percent: number
}

/** Classify: a photo and what a network says of it. */
export class ClassifyPage {
  readonly #front: OpenFront
  readonly #page: Page

  constructor(front: OpenFront) {
    this.#front = front
    this.#page = front.page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Classify', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Classify' }).waitFor({ state: 'attached' })
  }

  /** @param paths absolute, of files; the first is shown */
  async drop(...paths: string[]): Promise<void> {
    await this.#front.drop(paths)
  }

  /** Chooses files in the system's dialog. */
  async chooseFiles(...paths: string[]): Promise<void> {
    const button = this.#page.getByRole('button', { name: /^Choose (a photo|another)$/ })
    const [chooser] = await Promise.all([this.#page.waitForEvent('filechooser'), button.click()])
    await chooser.setFiles(paths)
  }

  /** @param network as the list begins with it: `EfficientNet-Lite0`, `Run 3` */
  async choose(network: string): Promise<void> {
    const select = this.#page.getByRole('combobox', { name: 'Answered by' })
    const option = select.getByRole('option', { name: new RegExp(`^${network}(,|$)`) })
    await select.selectOption((await option.getAttribute('value')) ?? '')
  }

  /** The answers about the photo that is shown, the most probable first; waits until there are some. */
  async answers(): Promise<ShownAnswer[]> {
    const rows = this.#page
      .getByRole('list', { name: 'Answers, the most probable first' })
      .getByRole('listitem')
    await rows.first().waitFor()
    return Promise.all((await rows.all()).map(readAnswer))
  }

  photo(name: string): Locator {
    return this.#page.getByRole('img', { name: `The photo ${name}` })
  }

  /** The place that holds the answer, with what answered and how fast, or why there is none. */
  answer(): Locator {
    return this.#page.getByRole('region', { name: 'Answer' })
  }

  error(): Locator {
    return this.#page.getByRole('main').getByRole('alert')
  }

  async step(key: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
    await this.#page.keyboard.press(key)
  }
}

async function readAnswer(row: Locator): Promise<ShownAnswer> {
  const [label = '', share = ''] = (await row.innerText()).split('\n').filter(Boolean)
  return { label, percent: Number.parseFloat(share) }
}

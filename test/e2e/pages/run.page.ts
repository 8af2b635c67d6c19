import type { Locator, Page } from '@playwright/test'

/** A run: its curve while it learns, and what it has learned. */
export class RunPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Opens the numbers behind the curve (those of the result are before it), and waits for the first epochs. */
  async showNumbers(): Promise<void> {
    const table = this.epochTable()
    if (!(await table.isVisible())) await this.#page.getByText('Show numbers').last().click()
    await table.waitFor()
  }

  epochTable(): Locator {
    return this.#page.getByRole('table', { name: 'Loss and accuracy of every epoch' })
  }

  /** The rows of the table as text, the first epoch first. */
  async epochs(): Promise<string[]> {
    const rows = await this.epochTable().locator('tbody').getByRole('row').allInnerTexts()
    return rows.map((row) => row.replaceAll(/\s+/g, ' ').trim())
  }

  /** How far the training is: bar, count, rate and the time that is left. */
  progress(): Locator {
    return this.#page
      .getByRole('main')
      .locator('section, div')
      .filter({ has: this.#page.getByRole('progressbar', { name: 'Training' }) })
      .last()
  }

  async stopAndKeep(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'Stop and keep' }).click()
  }

  stopped(): Locator {
    return this.#page
      .getByRole('main')
      .getByText(/^Stopped after epoch [\d,]+ of [\d,]+; the best one is kept\.$/)
  }

  /** The sentence that says how good it is. */
  sentence(): Locator {
    return this.#page.getByText(
      /^Right on [\d.]+\s?% of \d+ photos it had not seen; between [\d.]+ and [\d.]+/,
    )
  }

  matrix(): Locator {
    return this.#page.getByRole('table', { name: /Rows: what the photos are|What was taken for what/ })
  }

  /** Sum of the counts in the confusion matrix. */
  async photosInMatrix(): Promise<number> {
    const names = await this.matrix()
      .getByRole('cell')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''))
    const counts = names.flatMap((name) => /^([\d,]+) photos? of /.exec(name)?.[1] ?? [])
    return counts.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)
  }

  /** Loss and accuracy, drawn. */
  curves(): Locator {
    return this.#page.getByRole('img', { name: /^(?:Loss|Accuracy) over \d+ epochs?/ })
  }

  /** Opens the photos of a class that were taken for another. */
  async openCell(label: string, predicted: string): Promise<void> {
    const name = new RegExp(`^\\d+ photos? of ${label} taken for ${predicted},`)
    await this.matrix().getByRole('link', { name }).click()
  }

  /** That labels have changed since it was trained. */
  relabelled(): Locator {
    return this.#page.getByText(/(?:One|\d+) of these photos ha(?:s|ve) another label now/)
  }

  async trainAgain(): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Next' })
      .getByRole('link', { name: 'Train again' })
      .click()
  }

  async classifyWithIt(): Promise<void> {
    await this.#page.getByRole('main').getByRole('link', { name: 'Classify with it' }).click()
  }

  async export(): Promise<void> {
    await this.#page.getByRole('main').getByRole('link', { name: 'Export', exact: true }).click()
  }
}

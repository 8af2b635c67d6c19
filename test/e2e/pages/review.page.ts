import type { Locator, Page } from '@playwright/test'

/** Doubtful labels: the check, and what it doubts, one photo at a time or side by side. */
export class ReviewPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: /^Doubtful labels/ }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Doubtful labels' }).waitFor()
  }

  async check(): Promise<void> {
    await this.start()
    await this.image().waitFor()
  }

  async start(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Check the labels' }).click()
  }

  /** Stops the check that runs; where none was before, it can be started as if nothing had been. */
  async stop(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
    await this.#page.getByRole('button', { name: 'Check the labels' }).waitFor()
  }

  /** What is looked at. */
  image(): Locator {
    return this.#page.getByRole('img', { name: /^Photo labelled/ })
  }

  left(): Locator {
    return this.#page.getByText(/^\d+ labels? in doubt$/)
  }

  async showGrid(): Promise<void> {
    await this.#page.getByRole('tab', { name: 'Grid' }).click()
    await this.tiles().first().waitFor()
  }

  tiles(): Locator {
    return this.#page.getByRole('listbox', { name: 'Photos whose labels are in doubt' }).getByRole('option')
  }

  /** File names of the photos in doubt, the worst first. */
  async names(): Promise<string[]> {
    const labels = await this.tiles().evaluateAll((tiles) => tiles.map((tile) => tile.ariaLabel ?? ''))
    return labels.map((label) => label.split(',')[0] ?? '')
  }

  /** That labels were changed since the check. */
  changed(): Locator {
    return this.#page.getByText(/changed since the check/)
  }
}

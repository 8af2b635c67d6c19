import type { Locator, Page } from '@playwright/test'

/** Train: what decides a training, and the runs that there are. */
export class TrainPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Train', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Train' }).waitFor({ state: 'attached' })
  }

  async train(epochs: number): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: 'Epochs', exact: true })
    const number = this.#page.getByRole('spinbutton', { name: 'Epochs', exact: true })
    await field.or(number).first().fill(String(epochs))
    await this.#page.getByRole('button', { name: 'Train', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: /^Run \d+/ }).waitFor({ state: 'attached' })
  }

  runs(): Locator {
    return this.#page.getByRole('table', { name: 'Earlier runs' }).getByRole('row')
  }
}

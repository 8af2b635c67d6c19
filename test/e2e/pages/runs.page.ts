import type { Locator, Page } from '@playwright/test'

/** Runs: what was trained, and several runs beside each other. */
export class RunsPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Runs', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor({ state: 'attached' })
  }

  /** The head of the table and a row a run. */
  rows(): Locator {
    return this.#page.getByRole('table', { name: 'Runs' }).getByRole('row')
  }

  async compare(...runs: number[]): Promise<void> {
    for (const run of runs)
      await this.#page.getByRole('checkbox', { name: `Choose run ${run} to be compared` }).check()
    await this.#page.getByRole('button', { name: `Compare ${runs.length} runs` }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Compare runs' }).waitFor({ state: 'attached' })
  }

  /** How many photos each combination of right and wrong answers has. */
  patterns(): Locator {
    return this.#page
      .getByRole('table', { name: 'Who gets which photo right' })
      .locator('tbody')
      .getByRole('row')
  }
}

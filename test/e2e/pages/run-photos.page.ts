import type { Locator, Page } from '@playwright/test'

/** The photos behind a number of an evaluation. */
export class RunPhotosPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async ready(): Promise<void> {
    await this.#page
      .getByRole('heading', { level: 1, name: 'Photos behind the numbers' })
      .waitFor({ state: 'attached' })
  }

  photos(): Locator {
    return this.#page.getByRole('listbox', { name: 'Photos' }).getByRole('option')
  }

  /** Gives the photo at a place the class of a key. */
  async correct(index: number, key: string): Promise<void> {
    await this.photos().nth(index).click()
    await this.#page.keyboard.press(key)
  }

  async back(): Promise<void> {
    await this.#page
      .getByRole('main')
      .getByRole('link', { name: /^Run \d+$/ })
      .click()
  }
}

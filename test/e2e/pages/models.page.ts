import { basename, dirname } from 'node:path'
import type { Locator, Page } from '@playwright/test'

/** Models: the networks, and one of them as a table and as a picture. */
export class ModelsPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Models', exact: true }).click()
    await this.table().waitFor()
  }

  table(): Locator {
    return this.#page.getByRole('table', { name: 'Networks' })
  }

  /** The names of the networks in the order of the table. */
  names(): Promise<string[]> {
    return this.table().getByRole('rowheader').allInnerTexts()
  }

  async sortBy(column: string): Promise<void> {
    await this.table().getByRole('columnheader', { name: column }).getByRole('button').click()
  }

  /** Chooses a file of weights in the picker of a browser. @param path absolute */
  async importWeights(id: string, path: string): Promise<void> {
    await this.table()
      .getByRole('button', { name: `Import weights of ${id}…` })
      .click()
    await this.chooseFile(path)
  }

  /** Finds a file in the picker of a browser that is open. @param path absolute */
  async chooseFile(path: string): Promise<void> {
    const picker = this.#page.getByRole('dialog')
    const field = picker.getByRole('textbox', { name: 'Folder or file' })
    // Until the first list has come, what is typed may find its folder beside it in the field.
    await picker.getByRole('navigation', { name: 'Where you are' }).waitFor()
    await field.fill(dirname(path))
    await field.press('Enter')
    await picker.getByRole('button', { name: basename(path) }).click()
  }

  async removeWeights(id: string): Promise<void> {
    await this.table()
      .getByRole('button', { name: `Remove the weights of ${id}…` })
      .click()
    await this.#page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove \d/ })
      .click()
  }

  /** What the table says of a network. */
  row(id: string): Locator {
    return this.table()
      .getByRole('row')
      .filter({ has: this.#page.getByRole('link', { name: id, exact: true }) })
  }

  async open(id: string): Promise<void> {
    await this.table().getByRole('link', { name: id, exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: id, exact: true }).waitFor()
    await this.layers(id).waitFor()
  }

  /** @param side of the photos in pixels, as it is typed */
  async show(top: boolean, side: string): Promise<void> {
    await this.#page.getByRole('checkbox', { name: 'With its top' }).setChecked(top)
    const field = this.#page.getByRole('textbox', { name: 'Side of the photos' })
    await field.fill(side)
    await field.press('Enter')
    // Until the network is built, what is shown is of another form.
    await this.#page.waitForURL((url) => url.href.includes(`input=${side}`))
    await this.#page.locator('#view[aria-busy=false]').waitFor()
  }

  layers(id: string): Locator {
    return this.#page.getByRole('table', { name: `Layers of ${id}` })
  }

  /** A number that stands below the table of layers. */
  total(name: string): Locator {
    const row = this.#page.locator('dl > div').filter({ has: this.#page.getByText(name, { exact: true }) })
    return row.getByRole('definition')
  }

  async search(text: string): Promise<void> {
    await this.#page.getByRole('searchbox', { name: 'Search layers' }).fill(text)
  }

  async showPicture(): Promise<void> {
    await this.#page.getByRole('tab', { name: 'Picture' }).click()
    await this.node('input_layer').waitFor()
  }

  /** Shows the whole picture. */
  async fit(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Fit', exact: true }).click()
  }

  /** A layer or block of the picture. */
  node(id: string): Locator {
    return this.#page.locator(`[data-node=${JSON.stringify(id)}]`)
  }

  /** A block of the picture, to be opened or closed. */
  block(title: string): Locator {
    return this.#page.getByRole('button', { name: new RegExp(`^${title} \\d`) })
  }

  error(): Locator {
    return this.#page.getByRole('main').getByRole('alert')
  }

  async back(): Promise<void> {
    await this.#page.getByRole('link', { name: 'All networks' }).click()
    await this.table().waitFor()
  }
}

import type { Locator, Page } from '@playwright/test'
import type { OpenFront } from '../fixtures/front'

/** Photos: the grid, the classes beside it, import and split. */
export class PhotosPage {
  readonly #front: OpenFront
  readonly #page: Page
  readonly grid: Locator

  constructor(front: OpenFront) {
    this.#front = front
    this.#page = front.page
    this.grid = this.#page.getByRole('listbox', { name: 'Photos of the project' })
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Photos', exact: true }).click()
    await this.heading().waitFor({ state: 'attached' })
  }

  heading(): Locator {
    return this.#page.getByRole('heading', { level: 1, name: 'Photos' })
  }

  /** @param folder absolute, with a folder a class in it */
  async importFolder(folder: string): Promise<void> {
    const dialog = await this.chooseFolder(folder)
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  }

  /** Chooses a folder to import, as far as the dialog that asks how. @param folder absolute */
  async chooseFolder(folder: string): Promise<Locator> {
    await this.#front.choosingFolder(folder, () =>
      this.#page
        .getByRole('button', { name: /^Import( photos|…)$/ })
        .first()
        .click(),
    )
    const dialog = this.#page.getByRole('dialog', { name: 'Import photos' })
    await dialog.waitFor()
    return dialog
  }

  /** The notice that tells how an import ended. */
  imported(count: number): Locator {
    return this.#page.getByText(new RegExp(`^${count} photos added`))
  }

  /** A photo in the grid by its file's name. */
  photo(name: string): Locator {
    return this.grid.getByRole('option', { name: new RegExp(`^${name},`) })
  }

  /** Every photo that the grid has in the document: those in sight, and a few beside. */
  photos(): Locator {
    return this.grid.getByRole('option')
  }

  /** How many photos the grid holds, drawn or not. */
  async total(): Promise<number> {
    return Number(await this.photos().first().getAttribute('aria-setsize'))
  }

  /** Those of them that a run has suggested a class for. */
  suggested(): Locator {
    return this.grid.getByRole('option', { name: / suggested/ })
  }

  /** The switch of the row that asks a run. */
  suggestions(): Locator {
    return this.#page.getByRole('button', { name: 'Suggestions', exact: true })
  }

  /** Only photos whose label the run contradicts. */
  disagrees(): Locator {
    return this.#page.getByRole('checkbox', { name: 'Disagrees with its label' })
  }

  /** @param name as the choice calls it */
  async order(name: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: 'Order' }).selectOption({ label: name })
  }

  /** What the photos in the document are labelled, and what a run suggests for them, in the order of the grid. */
  async answers(): Promise<{ label: string | undefined; suggested: string; score: number }[]> {
    const names = await this.suggested().evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''))
    return names.map((name) => {
      const [, label, suggested = '', score] = /, (\w+),.* (\w+) (\d+)\s%\ssuggested/.exec(name) ?? []
      return { label, suggested, score: Number(score) }
    })
  }

  async excluded(): Promise<void> {
    await this.#page
      .getByRole('button', { name: /^Excluded/ })
      .first()
      .click()
  }

  async unlabelled(): Promise<void> {
    await this.#page
      .getByRole('button', { name: /^Unlabelled/ })
      .first()
      .click()
  }

  async showAll(): Promise<void> {
    await this.#page
      .getByRole('button', { name: /^(All \d|Show all photos)/ })
      .first()
      .click()
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  async split(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Split…' }).click()
    const dialog = this.#page.getByRole('dialog', { name: 'Split photos' })
    await dialog.getByRole('button', { name: /^Split/ }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Shares the photos out as they came in, the first 80 % to train. */
  async splitInOrder(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Split…' }).click()
    const dialog = this.#page.getByRole('dialog', { name: 'Split photos' })
    await dialog.getByRole('checkbox', { name: 'In the order in which they came in' }).check()
    await dialog.getByRole('button', { name: /^Split/ }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** The line of facts under every page. */
  facts(): Locator {
    return this.#page.getByRole('contentinfo')
  }
}

import type { Locator, Page } from '@playwright/test'
import type { OpenFront } from '../fixtures/front'

/** Export: a run, a folder, and what lies in it then. */
export class ExportPage {
  readonly #front: OpenFront
  readonly #page: Page

  constructor(front: OpenFront) {
    this.#front = front
    this.#page = front.page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Export', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Export' }).waitFor({ state: 'attached' })
  }

  async chooseRun(run: number): Promise<void> {
    const select = this.#page.getByRole('combobox', { name: 'Run' })
    await select.selectOption(String(run))
  }

  folder(): Locator {
    return this.#page.getByRole('textbox', { name: 'Folder' })
  }

  /** Chooses a folder as the front lets one, or types it. @param folder absolute, new or empty */
  async exportTo(folder: string, by: 'typing' | 'choosing' = 'typing'): Promise<void> {
    const choose = this.#page.getByRole('button', { name: 'Choose…' })
    if (by === 'typing') await this.folder().fill(folder)
    else await this.#front.choosingFolder(folder, () => choose.click())
    await this.export()
  }

  /** Into the folder that the page proposes. */
  async export(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Export', exact: true }).click()
  }

  /** What came of the last export of a run. */
  result(run: number): Locator {
    return this.#page.getByRole('region', { name: `Run ${run} is exported` })
  }

  /** Names of the exported files; waits until there are some. */
  async files(run: number): Promise<string[]> {
    const rows = this.result(run).getByRole('table').getByRole('row')
    await rows.nth(1).waitFor()
    // The first row has the headings.
    return (await rows.getByRole('cell').allInnerTexts()).filter((_, place) => place % 2 === 0)
  }

  error(): Locator {
    return this.#page.getByRole('main').getByRole('alert')
  }

  /** The button that takes another folder where the one that was asked for holds something. */
  instead(): Locator {
    return this.error().getByRole('button', { name: /^Use / })
  }
}

import type { Locator, Page } from '@playwright/test'
import { dirname, basename } from 'node:path'
import type { OpenFront } from '../fixtures/front'

/** Start: projects to make, open and come back to. */
export class StartPage {
  readonly #front: OpenFront
  readonly #page: Page

  constructor(front: OpenFront) {
    this.#front = front
    this.#page = front.page
  }

  async ready(): Promise<void> {
    await this.#page.getByRole('button', { name: 'New project' }).waitFor()
  }

  /** @param folder absolute, of the project that is to be made */
  async create(folder: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'New project' }).click()
    const dialog = this.#page.getByRole('dialog', { name: 'New project' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(basename(folder))
    await this.#front.choosingFolder(dirname(folder), () =>
      dialog.getByRole('button', { name: 'Choose…' }).click(),
    )
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async trySample(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Try it with a sample' }).click()
  }

  /** The projects that were open before, the last one first. */
  recent(): Locator {
    return this.#page.getByRole('list', { name: 'Recent projects' }).getByRole('listitem')
  }

  async openRecent(name: string): Promise<void> {
    await this.recent().filter({ hasText: name }).getByRole('button').first().click()
  }
}

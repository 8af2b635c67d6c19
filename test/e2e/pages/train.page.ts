import type { Locator, Page } from '@playwright/test'

/** Train: what decides a training. */
export class TrainPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async go(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Train', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: 'Train' }).waitFor({ state: 'attached' })
  }

  /** @param batch photos a step: the fewer, the longer an epoch takes */
  async train(epochs: number, batch = 32): Promise<void> {
    await this.#number('Epochs').fill(String(epochs))
    const lengthGroup = this.#page.getByRole('group', { name: 'How long' })
    if (!(await this.#number('Photos a batch').isVisible())) await lengthGroup.getByText('More').click()
    await this.#number('Photos a batch').fill(String(batch))
    await this.start()
  }

  /** Trains with the settings as they are. */
  async start(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Train', exact: true }).click()
    await this.#page.getByRole('heading', { level: 1, name: /^Run \d+/ }).waitFor({ state: 'attached' })
  }

  /** What it will take. */
  forecast(): Locator {
    return this.#page.getByText(/^About .+ of memory, .+ on the disk\.$/)
  }

  #number(name: string): Locator {
    const field = { name: new RegExp(`^${name}`) }
    return this.#page.getByRole('spinbutton', field).or(this.#page.getByRole('textbox', field)).first()
  }

  async chooseTutorial(): Promise<void> {
    await this.#page.getByRole('button', { name: 'The tutorial’s recipe', exact: true }).click()
  }

  /** What is asked where the weights of the tutorial's base are missing. */
  withoutWeights(): Locator {
    return this.#page.getByRole('region', { name: /without its weights$/ })
  }

  /** The name of what is chosen in a group of cards: "Base", "Head". */
  async chosen(group: string): Promise<string> {
    const card = this.#page.getByRole('radiogroup', { name: group }).locator('label:has(:checked)')
    return (await card.innerText()).split('\n')[0] ?? ''
  }
}

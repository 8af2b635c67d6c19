/** What is shown waits for a test to answer; what a test answered before waits for it to be shown. */
class Questions<Options, Answer> {
  readonly shown: Options[] = []
  readonly #answers: Answer[] = []
  readonly #waiting: ((answer: Answer) => void)[] = []

  ask(options: Options): Promise<Answer> {
    this.shown.push(options)
    const ready = this.#answers.shift()
    return ready === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(ready)
  }

  answer(answer: Answer): void {
    const waiting = this.#waiting.shift()
    if (waiting) waiting(answer)
    else this.#answers.push(answer)
  }
}

type FolderAnswer = Electron.OpenDialogReturnValue
type BoxAnswer = Electron.MessageBoxReturnValue

export const folders = new Questions<Electron.OpenDialogOptions, FolderAnswer>()
export const boxes = new Questions<Electron.MessageBoxOptions, BoxAnswer>()
export const errorBoxes: { title: string; content: string }[] = []

/** The window comes first where there is one. */
const optionsOf = <Options>(parameters: readonly unknown[]): Options => parameters.at(-1) as Options

export const dialog = {
  showOpenDialog: (...parameters: unknown[]) => folders.ask(optionsOf(parameters)),
  async showSaveDialog(...parameters: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    const { canceled, filePaths } = await folders.ask(optionsOf(parameters))
    return { canceled, filePath: filePaths[0] ?? '' }
  },
  showMessageBox: (...parameters: unknown[]) => boxes.ask(optionsOf(parameters)),
  showErrorBox(title: string, content: string): void {
    errorBoxes.push({ title, content })
    process.stderr.write(`${title}: ${content}\n`)
  },
}

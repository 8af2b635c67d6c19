import type { ShellContract } from '../shared/contract/shell'
import { AppError } from '../shared/errors'
import type { Handlers } from '../shared/rpc/contract'
import { pictureBase } from '../shared/upload'

/** What a browser offers to its page besides the core: neither dialogs nor a menu. @param version of Headstart */
export function shellHandlers(version: string): Handlers<ShellContract> {
  return {
    'shell.describe': () => ({ kind: 'browser', platform: process.platform, version, assets: pictureBase }),
    'shell.chooseFolder': () => {
      throw new AppError(
        'unsupported',
        'A browser shows no folders of this computer: choose in the page itself.',
      )
    },
    'shell.chooseFile': () => {
      throw new AppError(
        'unsupported',
        'A browser shows no files of this computer: choose in the page itself.',
      )
    },
    'shell.chooseTarget': () => {
      throw new AppError('unsupported', 'A browser saves no files on this computer: download them.')
    },
    'shell.reveal': ({ folder }) => {
      throw new AppError(
        'unsupported',
        `A browser cannot open the file manager: ${folder} is on the computer on which Headstart runs.`,
      )
    },
    // No command ever comes, as there is no menu; the page listens all the same.
    async *'shell.commands'(_input, { signal }) {
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
  }
}

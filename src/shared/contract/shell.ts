import { z } from 'zod'
import { call, stream } from '../rpc/contract'

/** What the window's menu asks of the page; a browser has no menu. */
export const menuCommands = [
  'new-project',
  'open-project',
  'import-folder',
  'undo',
  'redo',
  'show-photos',
  'show-train',
  'show-runs',
  'show-classify',
  'show-export',
  'show-models',
  'show-keys',
] as const
export type MenuCommand = (typeof menuCommands)[number]

export const shellDescriptionSchema = z.object({
  /** `window`: Electron, with dialogs and paths of its own; `browser`: a page on the loopback, without either. */
  kind: z.enum(['window', 'browser']),
  /** As Node names it: `linux`, `darwin`, `win32`. */
  platform: z.string(),
  version: z.string(),
  /** What the addresses of pictures begin with, up to and including the last `/`. */
  assets: z.string(),
})
export type ShellDescription = z.infer<typeof shellDescriptionSchema>

/** What the front around the page offers besides the core: the window has it all, a browser says `unsupported`. */
export const shellContract = {
  'shell.describe': call({ input: z.object({}), output: shellDescriptionSchema }),
  /** The system's own dialog; null when it was closed without a choice. */
  'shell.chooseFolder': call({
    input: z.object({ title: z.string(), button: z.string(), folder: z.string().optional() }),
    output: z.object({ folder: z.string().nullable() }),
  }),
  /** The same for a file with one of these endings, like `h5`. */
  'shell.chooseFile': call({
    input: z.object({ title: z.string(), button: z.string(), extensions: z.array(z.string()).min(1) }),
    output: z.object({ path: z.string().nullable() }),
  }),
  /** Asks where a file is to be written; one that is there is overwritten only after a question. */
  'shell.chooseTarget': call({
    input: z.object({ title: z.string(), button: z.string(), name: z.string().min(1) }),
    output: z.object({ path: z.string().nullable() }),
  }),
  /** Shows a folder in the system's file manager. */
  'shell.reveal': call({ input: z.object({ folder: z.string().min(1) }), output: z.object({}) }),
  /** What is chosen in the menu, as long as the window is there. */
  'shell.commands': stream({
    input: z.object({}),
    event: z.object({ command: z.enum(menuCommands), folder: z.string().optional() }),
  }),
} as const
export type ShellContract = typeof shellContract

import { z } from 'zod'

/** A project that was open before, the last one first. */
export const recentProjectSchema = z.object({
  folder: z.string(),
  name: z.string(),
  opened: z.iso.datetime(),
  /** Whether its folder is still there. */
  present: z.boolean(),
})
export type RecentProject = z.infer<typeof recentProjectSchema>

export const classSummarySchema = z.object({
  id: z.int().positive(),
  label: z.string(),
  photos: z.int(),
  train: z.int(),
  val: z.int(),
  test: z.int(),
})
export type ClassSummary = z.infer<typeof classSummarySchema>

/** What an undo or a redo would do, in the user's words: "labelled 12 photos cat". */
const historyStep = z.object({ description: z.string() }).nullable()

/** The facts that every page shows of the open project. */
export const projectStateSchema = z.object({
  folder: z.string(),
  name: z.string(),
  /** Grows with every change of photos, labels or splits: whoever shows any of them asks again. */
  revision: z.int(),
  photos: z.int(),
  unlabelled: z.int(),
  /** Photos that cannot be used. */
  problems: z.int(),
  /** In the user's order, which is also that of the keys 1 to 9. */
  classes: z.array(classSummarySchema),
  split: z.object({ train: z.int(), val: z.int(), test: z.int() }),
  undo: historyStep,
  redo: historyStep,
})
export type ProjectState = z.infer<typeof projectStateSchema>

/** Null where no project is open. */
export const projectEventSchema = z.object({ project: projectStateSchema.nullable() })

/** A folder of the computer on which Headstart runs, for fronts that have no dialog of their own. */
export const folderListSchema = z.object({
  folder: z.string(),
  /** Null at the top. */
  parent: z.string().nullable(),
  /** From the top down to this one, each with its path, to click on. */
  trail: z.array(z.object({ name: z.string(), path: z.string() })),
  folders: z.array(z.object({ name: z.string(), path: z.string(), isProject: z.boolean() })),
  /** Photos that lie in the folder itself. */
  photos: z.int(),
  /** Names of the NumPy files (.npy) that lie in it. */
  arrays: z.array(z.string()),
  /** Names of the files with the endings that were asked for. */
  files: z.array(z.string()),
  isProject: z.boolean(),
})
export type FolderList = z.infer<typeof folderListSchema>

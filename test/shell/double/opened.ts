/** What was given to the system's file manager, or to the program of a file. */
export const opened: string[] = []

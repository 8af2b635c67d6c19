/** The path of something in a folder of the host. @param platform as Node names it */
export function within(folder: string, name: string, platform: string): string {
  const separator = platform === 'win32' ? '\\' : '/'
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`
}

/** Whether a name can be that of a single folder on every system. */
export function isFolderName(name: string): boolean {
  return (
    name !== '' && name !== '.' && name !== '..' && !/[/\\:*?"<>|\p{Cc}]/u.test(name) && !/[. ]$/.test(name)
  )
}

/**
 * Lets work go on when whoever reads its output has left, as `head` does or a terminal that was closed: nobody is there to
 * be told, and what is half done would be lost. Every other failure to write is thrown.
 */
export function tolerateDepartedReader(stream: Pick<NodeJS.WritableStream, 'on'>): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

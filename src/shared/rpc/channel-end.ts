/** Says over a port that cannot be closed that nothing more will come; it is no frame. */
export const endOfChannel = 'headstart:end'

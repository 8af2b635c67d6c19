/** The one channel between the page of a window and the main process; frames alone travel on it. */
export const frameChannel = 'headstart:frame'

import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { frameChannel } from '../shared/frame-channel'

// Everything that the page gets of Electron. What travels is checked on both sides, not here.
contextBridge.exposeInMainWorld('headstart', {
  send: (frame: unknown): void => ipcRenderer.send(frameChannel, frame),
  onFrame(listener: (frame: unknown) => void): () => void {
    const told = (_event: IpcRendererEvent, frame: unknown): void => listener(frame)
    ipcRenderer.on(frameChannel, told)
    return () => void ipcRenderer.off(frameChannel, told)
  },
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
})

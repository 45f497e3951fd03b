// `ipcMain`: messages of the pages' preloads, one event a channel.
import { EventEmitter } from 'node:events'

export const ipcMain = new EventEmitter()

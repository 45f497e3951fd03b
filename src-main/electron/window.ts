// The window: one page of app://nnad, sandboxed, shown when there is something to see.
import path from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { appOrigin } from './protocol.ts'

/** What is seen before the page paints: Mantine's backgrounds. */
const background = { light: '#ffffff', dark: '#242424' } as const

function createWindow(): BrowserWindow {
  return new BrowserWindow({
    title: 'NameNode Anomaly Detector',
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: path.join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  })
}

/** The app's one window, which may be closed and opened again. */
export class Window {
  #window: BrowserWindow | undefined

  /** Brings the window to the front, opening it where there is none; resolves when its page has loaded. */
  async show(): Promise<void> {
    const open = this.#window
    if (open !== undefined) {
      if (open.isMinimized()) open.restore()
      open.show()
      open.focus()
      return
    }
    const window = createWindow()
    this.#window = window
    window.once('closed', () => {
      this.#window = undefined
    })
    window.once('ready-to-show', () => window.show())
    await window.loadURL(`${appOrigin}/`)
  }

  /** Sends the page a message of one string. */
  send(channel: string, text: string): void {
    this.#window?.webContents.send(channel, text)
  }
}

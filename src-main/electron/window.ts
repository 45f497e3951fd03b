// The window: one page of app://nnad, sandboxed, shown when there is something to see.
import path from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { appOrigin } from './protocol.ts'
import { keepState, keptBounds } from './window-state.ts'

/** What is seen before the page paints: Mantine's backgrounds. */
const background = { light: '#ffffff', dark: '#242424' } as const

function createWindow(): BrowserWindow {
  return new BrowserWindow({
    title: 'NameNode Anomaly Detector',
    width: 1280,
    height: 800,
    ...keptBounds(),
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

/** What a dialog stands over, and where progress shows: windows that a person sees, none of those that print. */
export function shownWindows(): ReturnType<typeof BrowserWindow.getAllWindows> {
  return BrowserWindow.getAllWindows().filter((one) => one.isVisible())
}

/** The page at an address of the screens. */
const urlOf = (address = ''): string => `${appOrigin}/${address === '' ? '' : `#${address}`}`

/** The app's one window, which may be closed and opened again. */
export class Window {
  readonly #onCreated: (window: BrowserWindow) => void
  #window: BrowserWindow | undefined

  /** `onCreated` is told of each new window before its page loads. */
  constructor(onCreated: (window: BrowserWindow) => void) {
    this.#onCreated = onCreated
  }

  /**
   * Brings the window to the front, opening it where there is none, at an address of the screens where one is given
   * (`/incidents/3`); resolves when its page has loaded.
   */
  async show(address?: string): Promise<void> {
    const open = this.#window
    if (open !== undefined) {
      if (open.isMinimized()) open.restore()
      open.show()
      open.focus()
      // Only what is behind the # changes: the page stays, and goes there as by a link.
      if (address !== undefined) await open.loadURL(urlOf(address))
      return
    }
    const window = createWindow()
    this.#window = window
    this.#onCreated(window)
    window.once('closed', () => {
      this.#window = undefined
    })
    window.once('ready-to-show', () => {
      // To maximise a window shows it.
      keepState(window)
      window.show()
    })
    await window.loadURL(urlOf(address)).catch((error: unknown) => {
      // Closed while it loaded.
      if (!window.isDestroyed()) throw error
    })
  }

  /** Sends the page a message of strings. */
  send(channel: string, content: string | readonly string[]): void {
    this.#window?.webContents.send(channel, content)
  }
}

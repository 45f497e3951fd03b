// `BrowserWindow`: a page with a window's life. Headless, so showing it is only remembered.
import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions } from 'electron'
import { app } from './app.ts'
import { preventable } from './events.ts'
import { WebContents } from './web-contents.ts'

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  #isVisible: boolean

  static getAllWindows(): BrowserWindow[] {
    return [...app.windows].filter((window) => window instanceof BrowserWindow)
  }

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    const { width = 800, height = 600, show = true, webPreferences = {} } = options
    this.#isVisible = show
    const { preload, javascript = true } = webPreferences
    this.webContents = new WebContents({ width, height, preload, javascript })
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.once('destroyed', () => {
      this.emit('closed')
      app.forget(this)
    })
    app.windows.add(this)
    app.emit('web-contents-created', preventable({}), this.webContents)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    this.#isVisible = true
  }

  focus(): void {
    this.#isVisible = true
  }

  restore(): void {
    this.#isVisible = true
  }

  isVisible(): boolean {
    return this.#isVisible
  }

  isMinimized(): boolean {
    return false
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed()
  }

  close(): void {
    this.webContents.destroy()
  }

  destroy(): void {
    this.webContents.destroy()
  }
}

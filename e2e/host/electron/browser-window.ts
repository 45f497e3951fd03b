// `BrowserWindow`: a page with a window's life. Headless, so showing it is only remembered.
import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { onOrder, tell } from '../control.ts'
import { noteWindow } from '../made.ts'
import { app } from './app.ts'
import { preventable } from './events.ts'
import { WebContents } from './web-contents.ts'

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  #isVisible: boolean
  #isMaximized = false
  #bounds: Rectangle

  static getAllWindows(): BrowserWindow[] {
    return [...app.windows].filter((window) => window instanceof BrowserWindow)
  }

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    noteWindow(options)
    const { width = 800, height = 600, x = 0, y = 0, show = true, webPreferences = {} } = options
    this.#bounds = { x, y, width, height }
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

  maximize(): void {
    this.#isMaximized = true
    this.emit('maximize')
  }

  isMaximized(): boolean {
    return this.#isMaximized
  }

  getNormalBounds(): Rectangle {
    return this.#bounds
  }

  setBounds(bounds: Rectangle): void {
    this.#bounds = bounds
    this.emit('resize')
  }

  setProgressBar(share: number): void {
    console.log(`stand-in: progress ${share}`)
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
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    this.webContents.destroy()
  }
}

onOrder((order) => {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return
  if (order.type === 'move-window') {
    window.setBounds(order.bounds)
    if (order.isMaximized) window.maximize()
  }
  if (order.type === 'tell-window') {
    tell({ type: 'window', bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
})

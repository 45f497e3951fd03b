// `WebContents`: one page of Chromium as the app sees it.
import { EventEmitter } from 'node:events'
import type { PrintToPDFOptions } from 'electron'
import { z } from 'zod'
import { type Chromium, chromium } from '../chromium.ts'
import { configuration } from '../configuration.ts'
import { beLookedAt, loadedAgainLine } from '../control.ts'
import { appUrl, webUrl } from './addresses.ts'
import { preventable } from './events.ts'
import { ipcMain } from './ipc-main.ts'
import { interceptRequests } from './requests.ts'
import { isGranted } from './session.ts'
import { PreloadWorld } from './world.ts'

export interface PageOptions {
  readonly width: number
  readonly height: number
  readonly preload: string | undefined
  readonly javascript: boolean
}

interface Attached {
  readonly chromium: Chromium
  readonly sessionId: string
  /** The target's id, which is that of the main frame too. */
  readonly targetId: string
  readonly world: PreloadWorld | undefined
}

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string }

const Target = z.object({ targetId: z.string() })
const Session = z.object({ sessionId: z.string() })
const NewTarget = z.object({ targetInfo: z.object({ targetId: z.string(), type: z.string() }) })
const Navigation = z.object({ frameId: z.string(), url: z.string(), navigationType: z.string() })
const Pdf = z.object({ data: z.string() })

/** Electron's names of permissions and Chromium's. */
const permissions = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  geolocation: 'geolocation',
  notifications: 'notifications',
} as const

export class WebContents extends EventEmitter {
  readonly #attached: Promise<Attached>
  #openHandler: WindowOpenHandler = () => ({ action: 'deny' })
  #url = ''
  /** What the app itself navigates to, which is not asked about. */
  #expected = ''
  /** Windows that Chromium opens although the app denied them: to be closed as they come. */
  #denied = 0
  #isDestroyed = false

  constructor(options: PageOptions) {
    super()
    this.#attached = this.#attach(options)
    // A page that cannot be had is told to whoever loads it.
    this.#attached.catch(() => undefined)
  }

  async #attach({ width, height, preload, javascript }: PageOptions): Promise<Attached> {
    const browser = await chromium()
    const created = await browser.send('Target.createTarget', {
      url: 'about:blank',
      width,
      height,
      newWindow: true,
    })
    const { targetId } = Target.parse(created)
    const { sessionId } = Session.parse(
      await browser.send('Target.attachToTarget', { targetId, flatten: true }),
    )
    const send = (method: string, params = {}): Promise<unknown> => browser.send(method, params, sessionId)
    this.#hear(browser, sessionId, targetId)
    await browser.send('Target.setDiscoverTargets', { discover: true })
    await send('Page.enable')
    await send('Inspector.enable')
    await send('Runtime.enable')
    const scheme = { name: 'prefers-color-scheme', value: configuration.colorScheme }
    await send('Emulation.setEmulatedMedia', { features: [scheme] })
    if (!javascript) await send('Emulation.setScriptExecutionDisabled', { value: true })
    await interceptRequests(browser, sessionId, ({ frameId, request }) => {
      return frameId !== targetId || this.#mayNavigate(request.url)
    })
    const world =
      preload === undefined
        ? undefined
        : await PreloadWorld.inject(browser, sessionId, preload, (channel, message, ports, frameId) => {
            const parent = frameId === targetId ? null : {}
            ipcMain.emit(channel, { sender: this, senderFrame: { url: this.#url, parent }, ports }, message)
          })
    return { chromium: browser, sessionId, targetId, world }
  }

  #hear(browser: Chromium, sessionId: string, targetId: string): void {
    browser.on(sessionId, 'Page.frameStartedNavigating', (params) => {
      const { frameId, url, navigationType } = Navigation.parse(params)
      const isSameDocument = ['sameDocument', 'historySameDocument'].includes(navigationType)
      this.emit('did-start-navigation', {
        url: appUrl(url),
        isMainFrame: frameId === targetId,
        isSameDocument,
      })
    })
    browser.on(sessionId, 'Page.frameNavigated', ({ frame }) => {
      const { id, url } = z.object({ id: z.string(), url: z.string() }).parse(frame)
      if (id === targetId) this.#url = appUrl(url)
    })
    browser.on(sessionId, 'Inspector.targetCrashed', () => {
      void this.#attached.then(({ world }) => world?.dropAll())
      this.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 5 })
    })
    browser.on(sessionId, 'Page.loadEventFired', () => this.emit('did-finish-load'))
    browser.on('', 'Target.targetDestroyed', (params) => {
      if (params['targetId'] === targetId) this.gone()
    })
    // Electron asks before it opens a window; here it opens and is closed again.
    browser.on(sessionId, 'Page.windowOpen', ({ url }) => {
      if (this.#openHandler({ url: appUrl(String(url)) }).action === 'deny') this.#denied += 1
    })
    browser.on('', 'Target.targetCreated', (params) => {
      const { type, targetId: opened } = NewTarget.parse(params).targetInfo
      if (type !== 'page' || this.#denied === 0) return
      this.#denied -= 1
      // One that is closed while it is being made can leave the page that opened it busy for ever.
      setTimeout(() => void browser.send('Target.closeTarget', { targetId: opened }), 200).unref()
    })
  }

  #mayNavigate(url: string): boolean {
    if (url === this.#expected || appUrl(url) === this.#url) return true
    const event = preventable({ url: appUrl(url), isMainFrame: true })
    this.emit('will-navigate', event)
    return !event.defaultPrevented
  }

  async #setPermissions(browser: Chromium): Promise<void> {
    const { origin } = new URL(this.#expected)
    for (const [name, chromiumName] of Object.entries(permissions)) {
      const setting = isGranted(this, name, appUrl(origin)) ? 'granted' : 'denied'
      await browser.send('Browser.setPermission', { permission: { name: chromiumName }, setting, origin })
    }
  }

  /** Loads a page. Throws what Chromium says where it could not. */
  async loadURL(url: string): Promise<void> {
    const { chromium: browser, sessionId, targetId, world } = await this.#attached
    if (world !== undefined)
      await beLookedAt({ endpoint: await browser.endpoint, browserPid: browser.pid, targetId })
    this.#expected = webUrl(url)
    this.#url = url
    if (world !== undefined) await this.#setPermissions(browser)
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve))
    const { errorText, loaderId } = await browser.send('Page.navigate', { url: this.#expected }, sessionId)
    if (typeof errorText === 'string') throw new Error(`${errorText} loading '${url}'`)
    // Without a loader the page stays: only what is behind the # has changed.
    if (loaderId !== undefined) await loaded
  }

  getURL(): string {
    return this.#url
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler
  }

  /** Loads the page again where it is, in a new process where the old one has gone. */
  reload(): void {
    this.once('did-finish-load', () => console.log(loadedAgainLine))
    const reload = this.#attached.then(({ chromium: browser, sessionId }) =>
      browser.send('Page.reload', {}, sessionId),
    )
    reload.catch((error: unknown) => console.error('stand-in: no reload', error))
  }

  /** Ends the page's process. */
  forcefullyCrashRenderer(): void {
    const crash = this.#attached.then(({ chromium: browser, sessionId }) =>
      browser.send('Page.crash', {}, sessionId),
    )
    // The page that dies does not answer well.
    crash.catch(() => undefined)
  }

  /** What an attempt of the page to open a window comes to. */
  askToOpen(url: string): string {
    return this.#openHandler({ url }).action
  }

  send(channel: string, ...values: readonly unknown[]): void {
    void this.#attached.then(({ world, targetId }) => world?.send(targetId, channel, values))
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    const { chromium: browser, sessionId } = await this.#attached
    const { data } = Pdf.parse(await browser.send('Page.printToPDF', { ...options }, sessionId))
    return Buffer.from(data, 'base64')
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  /** Closes the page. */
  destroy(): void {
    void this.#attached.then(({ chromium: browser, targetId }) =>
      browser.send('Target.closeTarget', { targetId }).catch(() => undefined),
    )
    this.gone()
  }

  /** The page is no more, whoever closed it. */
  gone(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    void this.#attached.then(({ world }) => world?.dropAll())
    this.emit('destroyed')
  }
}

// Closing the window while NameNodes are watched: explained the first time, from then on as the person chose.
import { type App, type BrowserWindow, dialog } from 'electron'
import { counted } from '../../src-shared/summary/parts.ts'
import type { Core } from '../core/core.ts'
import { watchedSources } from './tray.ts'

const buttons = ['Keep Watching', 'Quit nnad', 'Cancel'] as const
const answers = ['keep', 'quit', 'cancel'] as const

const detail =
  'nnad can go on without its window: it polls, looks for incidents and tells of them, and an icon beside the clock opens the ' +
  'window again. Where the desktop shows no such icon, start nnad once more.\n\n' +
  'After quitting nothing is collected until the next start.'

/** What happens to the app when its window is closed. */
export class Closing {
  readonly #app: App
  readonly #core: Core
  #isQuitting = false
  #isAsking = false
  #goesOn = false

  constructor(app: App, core: Core) {
    this.#app = app
    this.#core = core
    app.on('before-quit', () => {
      this.#isQuitting = true
    })
  }

  /** Whether the app goes on without a window. */
  get goesOn(): boolean {
    return this.#goesOn && !this.#isQuitting
  }

  /** Decides what closing a window comes to; call it once for each new one. */
  guard(window: BrowserWindow): void {
    window.on('close', (event) => {
      this.#goesOn = false
      if (this.#isQuitting || watchedSources(this.#core) === 0) return
      const choice = this.#core.services.settings.all()['desktop.on_close']
      if (choice === 'keep') this.#goesOn = true
      else if (choice === 'quit') window.once('closed', () => this.#app.quit())
      else {
        event.preventDefault()
        this.#ask(window).catch((error: unknown) =>
          this.#core.host.log('Closing the window could not be decided', error),
        )
      }
    })
  }

  async #ask(window: BrowserWindow): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      const { response, checkboxChecked } = await dialog.showMessageBox(window, {
        type: 'question',
        message: `Keep watching ${counted(watchedSources(this.#core), 'source')}?`,
        detail,
        buttons: [...buttons],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
        checkboxLabel: 'Do not ask again (Settings can change it)',
      })
      const answer = answers[response] ?? 'cancel'
      if (answer === 'cancel') return
      this.#goesOn = answer === 'keep'
      if (checkboxChecked) this.#remember(answer)
      if (answer === 'quit') this.#app.quit()
      else if (!window.isDestroyed()) window.destroy()
    } finally {
      this.#isAsking = false
    }
  }

  #remember(answer: 'keep' | 'quit'): void {
    try {
      this.#core.services.settings.update({ 'desktop.on_close': answer })
    } catch (error) {
      this.#core.host.log('What closing the window means could not be kept', error)
    }
  }
}

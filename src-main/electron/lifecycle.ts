// When the app ends, and what must have ended before.
import type { App } from 'electron'

/** Keeps the process until `close` has ended, however it is told to quit. */
export function closeBeforeQuit(app: App, close: () => Promise<void>): void {
  let isClosing = false
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    const quit = (): void => {
      isClosed = true
      app.quit()
    }
    close().then(quit, quit)
  })
}

/** Quits with the command that started the app, where one did. */
export function quitWithStarter(app: App): void {
  process.once('disconnect', () => app.quit())
}

/** Quits with the last window, unless the app goes on without one, or on macOS, where apps stay unless a command started them. */
export function quitInTime(app: App, goesOn: () => boolean): void {
  app.on('window-all-closed', () => {
    if (goesOn()) return
    if (process.platform !== 'darwin' || process.send !== undefined) app.quit()
  })
}

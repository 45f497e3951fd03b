// By what Windows knows the app: its taskbar button, and whose its messages are.
import type { App } from 'electron'

/** The one that the installer gives the app's shortcut (appId in electron-builder.yml). */
const appId = 'io.github.nnad'

/** A click on a message finds the app by this, also in a later start. */
const toastActivator = '{7D0E5C3A-4B52-4E0B-9C57-6A2F1B8E43D9}'

/** Tells Windows who the app is, before it shows anything. */
export function identify(
  app: Pick<App, 'setAppUserModelId' | 'setToastActivatorCLSID'>,
  platform = process.platform,
): void {
  if (platform !== 'win32') return
  app.setAppUserModelId(appId)
  app.setToastActivatorCLSID(toastActivator)
}

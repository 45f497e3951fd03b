// Settings on the desktop: electron-store over the same file as the headless hosts'.
import { ipcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { SettingsStore } from '../core/host.ts'

/** Where electron-store tells pages the folder and version that its own constructor wants in a renderer. */
const channel = 'electron-store-get-data'

/** Opens `settings.json` of a data folder. Throws where it cannot be read. Only once the app is ready. */
export function electronSettings(folder: string): SettingsStore {
  const store = new ElectronStore({
    cwd: folder,
    name: 'settings',
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
  })
  // It would answer any frame, and nothing here asks.
  ipcMain.removeAllListeners(channel)
  return store
}

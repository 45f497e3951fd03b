// The desktop as the core's host: files by the system's dialog, PDF by Electron's own Chromium.
import { app, dialog } from 'electron'
import type { Host } from '../core/host.ts'
import { keychain } from './keychain.ts'
import { type AppLog, hiddenSecrets } from './log.ts'
import { negotiate } from './negotiate.ts'
import { desktopNotifier } from './notify.ts'
import { printPdf } from './print-pdf.ts'
import type { PrintPages } from './protocol.ts'
import { electronSettings } from './settings-store.ts'
import { shownWindows } from './window.ts'

const properties = {
  files: ['openFile', 'multiSelections', 'showHiddenFiles'],
  folder: ['openDirectory', 'showHiddenFiles'],
} as const

async function chooseFiles(kind: 'files' | 'folder'): Promise<readonly string[]> {
  const options = { title: 'Open a dump', properties: [...properties[kind]] }
  const [window] = shownWindows()
  const chosen = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return chosen.canceled ? [] : chosen.filePaths
}

/** The host over a data folder; what it prints waits in `pages`; `open` shows an address of the screens. */
export function electronHost(
  dataFolder: string,
  pages: PrintPages,
  open: (address: string) => void,
  appLog: AppLog,
): Host {
  const log = (message: string, error?: unknown): void => appLog.write(message, error)
  return {
    clock: { now: () => Date.now() },
    secrets: hiddenSecrets(keychain(dataFolder, process.env, log), appLog),
    dataFolder,
    version: app.getVersion(),
    locale: app.getSystemLocale(),
    log,
    notify: desktopNotifier(open),
    negotiate,
    chooseFiles,
    openSettings: electronSettings,
    printPdf: (html, signal) => printPdf(pages, html, signal),
  }
}

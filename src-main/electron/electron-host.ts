// The desktop as the core's host: files by the system's dialog, PDF by Electron's own Chromium.
import { format } from 'node:util'
import { BrowserWindow, app, dialog } from 'electron'
import type { Host } from '../core/host.ts'
import { printPdf } from './print-pdf.ts'
import type { PrintPages } from './protocol.ts'

const properties = {
  files: ['openFile', 'multiSelections', 'showHiddenFiles'],
  folder: ['openDirectory', 'showHiddenFiles'],
} as const

async function chooseFiles(kind: 'files' | 'folder'): Promise<readonly string[]> {
  const options = { title: 'Open a dump', properties: [...properties[kind]] }
  const [window] = BrowserWindow.getAllWindows().filter((one) => one.isVisible())
  const chosen = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return chosen.canceled ? [] : chosen.filePaths
}

/** The host over a data folder; what it prints waits in `pages`. */
export function electronHost(dataFolder: string, pages: PrintPages): Host {
  return {
    clock: { now: () => Date.now() },
    dataFolder,
    version: app.getVersion(),
    log: (message, error) => {
      process.stderr.write(`${error === undefined ? message : format(message, error)}\n`)
    },
    chooseFiles,
    printPdf: (html, signal) => printPdf(pages, html, signal),
  }
}

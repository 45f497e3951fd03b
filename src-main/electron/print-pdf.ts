// PDF from a page of HTML by a hidden window that runs no scripts.
import { BrowserWindow } from 'electron'
import { cancelled } from '../../src-shared/errors.ts'
import type { PrintPages } from './protocol.ts'

/** Prints with Electron's own Chromium. Throws CANCELLED after an abort. */
export async function printPdf(pages: PrintPages, html: string, signal?: AbortSignal): Promise<Uint8Array> {
  const isAborted = (): boolean => signal?.aborted === true
  if (isAborted()) throw cancelled('The print')
  const url = pages.add(html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  const abort = (): void => window.destroy()
  signal?.addEventListener('abort', abort)
  try {
    await window.loadURL(url)
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } catch (error) {
    throw isAborted() ? cancelled('The print') : error
  } finally {
    signal?.removeEventListener('abort', abort)
    if (!window.isDestroyed()) window.destroy()
    pages.remove(url)
  }
}

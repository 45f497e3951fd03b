// The host without a desktop: data in the folder that the desktop app uses too, bugs logged to standard error.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Host } from '../core/host.ts'
import { packageRoot } from '../core/package-root.ts'
import { printPdf } from './print-pdf.ts'

/** Electron's userData folder of this app, so that the desktop and the command line see the same data. */
export function usualDataFolder(): string {
  const home = homedir()
  if (process.platform === 'win32') {
    return path.join(process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'nnad')
  }
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'nnad')
  return path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'nnad')
}

/** The product's version, from package.json. */
export function productVersion(): string {
  const file: unknown = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(file).version
}

/** The host of the command line and of `nnad serve`. */
export function headlessHost(dataFolder: string): Host {
  return {
    clock: { now: () => Date.now() },
    dataFolder,
    version: productVersion(),
    log: (message, error) => console.error(...(error === undefined ? [message] : [message, error])),
    printPdf: (html, signal) => printPdf(html, process.env, signal),
  }
}

// The host without a desktop: data in the folder that the desktop app uses too, bugs logged to standard error.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Host } from '../core/host.ts'
import { packageRoot } from '../core/package-root.ts'
import { environmentSecrets } from './environment-secrets.ts'
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

/** The locale that the environment names for paper (POSIX, as BCP 47); undefined for none or C. */
function paperLocale({ LC_ALL, LC_PAPER, LANG }: NodeJS.ProcessEnv): string | undefined {
  const named = [LC_ALL, LC_PAPER, LANG].find((one) => one !== undefined && one !== '')
  const [, language, region] = /^([a-z]{2,3})_([A-Z]{2})\b/.exec(named ?? '') ?? []
  return language === undefined || region === undefined ? undefined : `${language}-${region}`
}

/** The host of the command line and of `nnad serve`. */
export function headlessHost(dataFolder: string): Host {
  const locale = paperLocale(process.env)
  return {
    clock: { now: () => Date.now() },
    secrets: environmentSecrets(process.env),
    dataFolder,
    version: productVersion(),
    ...(locale === undefined ? {} : { locale }),
    log: (message, error) => console.error(...(error === undefined ? [message] : [message, error])),
    printPdf: (html, signal) => printPdf(html, process.env, signal),
  }
}

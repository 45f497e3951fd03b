// What a spec of the screens gets, whichever host shows them.
import type { Page } from 'playwright-core'

/** Where the screens run: a server with a browser, the desktop app on the stand-in electron, the desktop app on Electron. */
export const appHosts = ['served', 'stand-in', 'electron'] as const
export type AppHost = (typeof appHosts)[number]

export interface OpenOptions {
  /** An existing data folder, which stays; by default a new one that goes with the app. */
  readonly dataFolder?: string
  readonly colorScheme?: 'light' | 'dark'
  /** Size of the page, CSS pixels; 1280 by 800 by default. */
  readonly viewport?: { readonly width: number; readonly height: number }
  /** More arguments of `nnad serve`, such as --host; on desktop hosts ignored. */
  readonly serveArguments?: readonly string[]
  /** More of the environment of `nnad serve`, such as NNAD_BROWSER; on desktop hosts ignored. */
  readonly env?: Readonly<Record<string, string>>
}

export interface OpenedApp extends AsyncDisposable {
  readonly host: AppHost
  readonly page: Page
  readonly dataFolder: string
  /** Where the page came from, ending in a slash. */
  readonly url: string
  /** Errors and warnings of the page's console, its uncaught errors and failed requests, as they come. */
  readonly consoleProblems: readonly string[]
  /** What the core's process has printed on either stream. */
  coreOutput(): string
  /** Id of the process that the core runs in. */
  readonly corePid: number
  /** Ends the process that the core runs in at once, as a crash would; resolves when it has gone. */
  killCore(): Promise<void>
  /** On desktop hosts: what the next file dialogs answer; no paths: the person cancels. Elsewhere an error. */
  chooseFiles(paths: readonly string[]): Promise<void>
  /** On desktop hosts: chooses an item of the app's menu by its id, such as 'open-dump'. Elsewhere an error. */
  chooseMenu(id: string): Promise<void>
  /** Closes the app as a person would, then the browser; resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

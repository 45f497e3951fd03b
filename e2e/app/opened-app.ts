// What a spec of the screens gets, whichever host shows them.
import type { Browser, Page } from 'playwright-core'
import type { Order } from '../host/control.ts'

/** Where the screens run: a server with a browser, the desktop app on the stand-in electron, the desktop app on Electron. */
export const appHosts = ['served', 'stand-in', 'electron'] as const
export type AppHost = (typeof appHosts)[number]

export interface OpenOptions {
  /** An existing data folder, which stays; by default a new one that goes with the app. */
  readonly dataFolder?: string
  readonly colorScheme?: 'light' | 'dark'
  /** Size of the page, CSS pixels; 1280 by 800 by default. */
  readonly viewport?: { readonly width: number; readonly height: number }
  /** A running browser for the server's page, which stays; by default one of its own. On desktop hosts ignored. */
  readonly browser?: Browser
  /** More arguments of `nnad serve`, such as --host; on desktop hosts ignored. */
  readonly serveArguments?: readonly string[]
  /** More of the environment of the core's process, such as NNAD_BROWSER; on Electron ignored. */
  readonly env?: Readonly<Record<string, string>>
  /** Whether the system has a keyring; by default it does. Only on the stand-in. */
  readonly hasKeyring?: boolean
  /** Another main file than the sources' own. Only on the stand-in. */
  readonly main?: string
  /** The executable of a packed app, instead of the sources. Only on the stand-in. */
  readonly executable?: string
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
  /** On desktop hosts: chooses an item of the app's menu, on the stand-in of the tray's too, by its id, such as 'open-dump'. Elsewhere an error. */
  chooseMenu(id: string): Promise<void>
  /** On the stand-in: clicks on the latest message on the desktop. Elsewhere an error. */
  clickNotification(): Promise<void>
  /** On the stand-in: gives an order and waits for what the stand-in tells next. Elsewhere an error. */
  ask(order: Order): Promise<unknown>
  /** On the stand-in: what a person or the system does to the app. Elsewhere an error. */
  tell(order: Order): Promise<void>
  /** On the stand-in: the window's page after its process has died and the page was shown again. Elsewhere an error. */
  lookAgain(): Promise<Page>
  /** Closes the app as a person would, then the browser; resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

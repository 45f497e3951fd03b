// What a shell (command line, server, Electron) supplies to the core.
import type { Settings as SettingValues } from '../../src-shared/contract/settings.ts'

export interface Clock {
  /** Epoch ms. */
  now(): number
}

/** Runs work later; a test has a faster one, or one that it moves on by hand. */
export interface Timers {
  /** Calls `run` once after so many ms by a clock that never jumps; the function that comes back calls it off. */
  after(ms: number, run: () => void): () => void
}

/** The system's own timers, which keep no process alive. */
export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** Passwords and tokens by name (src-shared/contract/secrets.ts). */
export interface Secrets {
  /** Whether `write` and `remove` work here; elsewhere secrets come from the environment. */
  readonly keeps: boolean
  /** How they are protected, or that they are not, for people. */
  note(): Promise<string>
  /** Undefined where it is not set. */
  read(name: string): Promise<string | undefined>
  /** Throws FORBIDDEN where this host keeps none. */
  write(name: string, value: string): Promise<void>
  /** Forgets one; throws FORBIDDEN where this host keeps none. */
  remove(name: string): Promise<void>
}

/** A short message on the desktop. */
export interface DesktopNotification {
  readonly title: string
  readonly body: string
  /** Where a click on it leads: an address of the screens, for example `/incidents/3`. */
  readonly address: string
}

/** The settings' file: read with every look at `store`, written whole or not at all with every assignment; both may throw. */
export interface SettingsStore {
  store: Record<string, unknown>
}

export interface Host {
  readonly clock: Clock
  /** By default the system's. */
  readonly timers?: Timers
  readonly secrets: Secrets
  /** The folder of database, models and settings. */
  readonly dataFolder: string
  /** The product's own version. */
  readonly version: string
  /** Of the person's system (BCP 47), for example `en-US`: on which paper it prints. */
  readonly locale?: string
  /** Settings that this start was given; they come before those on disk until a person changes them, and are not kept. */
  readonly overrides?: Partial<SettingValues>
  /** Opens `settings.json` of a data folder; by default conf does. Throws where it cannot be read. */
  readonly openSettings?: (folder: string) => SettingsStore
  /** A line for the log: bugs and their causes, never secrets. */
  log(message: string, error?: unknown): void
  /**
   * Prints a self-contained HTML page, paper size and margins as its styles say, to the bytes of a PDF. Throws
   * NO_BROWSER where nothing here can print, CANCELLED after an abort.
   */
  printPdf(html: string, signal?: AbortSignal): Promise<Uint8Array>
  /** Shows a message on the desktop; rejects where the system did not show it, and why. Only where there is a desktop. */
  notify?(notification: DesktopNotification): Promise<void>
  /**
   * Logs in at a server by Kerberos with the browser engine's own Negotiate, and returns the value of the cookie
   * `hadoop.auth`; undefined where it came back without one. Only in the desktop app.
   */
  negotiate?(url: URL): Promise<string | undefined>
  /** Lets a person choose; none: they cancelled. Only where there is a desktop. */
  chooseFiles?(kind: 'files' | 'folder'): Promise<readonly string[]>
}

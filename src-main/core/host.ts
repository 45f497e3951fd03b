// What a shell (command line, server, Electron) supplies to the core.

export interface Clock {
  /** Epoch ms. */
  now(): number
}

export interface Host {
  readonly clock: Clock
  /** The folder of database, models and settings. */
  readonly dataFolder: string
  /** The product's own version. */
  readonly version: string
  /** A line for the log: bugs and their causes, never secrets. */
  log(message: string, error?: unknown): void
  /**
   * Prints a self-contained HTML page, paper size and margins as its styles say, to the bytes of a PDF. Throws
   * NO_BROWSER where nothing here can print, CANCELLED after an abort.
   */
  printPdf(html: string, signal?: AbortSignal): Promise<Uint8Array>
  /** Lets a person choose; none: they cancelled. Only where there is a desktop. */
  chooseFiles?(kind: 'files' | 'folder'): Promise<readonly string[]>
}

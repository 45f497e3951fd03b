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
}

// What commands that serve have in common: their announcement, how they are stopped, a port that is taken.
import { DeclaredError } from '../../src-shared/errors.ts'

/** Resolves when somebody stops the command. To be called before anything is opened, lest a signal in between be lost. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

/** The line that tells where the screens are. */
export function announcement(url: string): string {
  return `nnad serves at ${url}, documentation at ${url}/docs (Ctrl+C stops it)`
}

/** Whether a server could not be started because somebody has its port. */
export function isPortTaken(error: unknown): boolean {
  const cause = error instanceof DeclaredError ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
}

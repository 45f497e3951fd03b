// Errors of calls, in plain words.
import { ORPCError } from '@orpc/client'

export interface Failure {
  /** One of errorKinds, `OFFLINE` where nobody answered, or `INTERNAL`. */
  readonly code: string
  readonly message: string
}

/** What went wrong, for people. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const code = String(error.code)
    if (code === 'INTERNAL_SERVER_ERROR')
      return { code: 'INTERNAL', message: 'Something unexpected happened; the log of nnad says what.' }
    return { code, message: error.message }
  }
  return {
    code: 'OFFLINE',
    message:
      'nnad does not answer: it was stopped, or the connection is gone. Start it again; nothing that was saved is lost.',
  }
}

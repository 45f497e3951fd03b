// Why a poll failed: a stable kind, what was wanted and got, and what to do. Texts never hold passwords, tokens or cookies.
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'

/** What can go wrong between this machine and a NameNode's /jmx. */
export type ProblemKind =
  | 'refused'
  | 'dns'
  | 'timeout'
  | 'unreachable'
  | 'proxy'
  | 'certificate'
  | 'tls-on-http'
  | 'http-on-tls'
  | 'rpc-port'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'redirect'
  | 'server-error'
  | 'html'
  | 'empty'
  | 'garbage'
  | 'cut-off'
  | 'too-large'
  | 'clock'

/** A poll that failed. */
export class PollError extends DeclaredError {
  readonly problem: PollProblem

  /** `message` says what was wanted and got, `fix` what to do; both are whole sentences. */
  constructor(kind: ProblemKind, message: string, fix: string, options?: ErrorOptions) {
    super('UNREADABLE', `${message} ${fix}`, {}, options)
    this.name = 'PollError'
    this.problem = { kind, message, fix }
  }
}

/** The problem behind anything that a poll threw. */
export function problemOf(error: unknown): PollProblem {
  if (error instanceof PollError) return error.problem
  if (error instanceof DeclaredError)
    return { kind: error.code.toLowerCase(), message: error.message, fix: '' }
  return {
    kind: 'internal',
    message: `The poll failed within nnad: ${errorText(error)}`,
    fix: 'The log has more; please report it.',
  }
}

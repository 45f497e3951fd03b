// Why a request to an engine failed: a stable kind, what was wanted and got, what to do. Texts never hold secrets.
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'

/** What can go wrong between this machine and an engine. */
export type EngineProblemKind =
  | 'refused'
  | 'dns'
  | 'timeout'
  | 'unreachable'
  | 'proxy'
  | 'certificate'
  | 'tls-on-http'
  | 'http-on-tls'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'redirect'
  | 'busy'
  | 'server-error'
  | 'bad-query'
  | 'html'
  | 'garbage'
  | 'cut-off'

/** Those that may pass: a request is worth sending again. */
const passing: ReadonlySet<string> = new Set<EngineProblemKind>([
  'refused',
  'timeout',
  'unreachable',
  'busy',
  'server-error',
  'cut-off',
])

/** A request that failed. */
export class EngineError extends DeclaredError {
  readonly problem: PollProblem
  /** What the server asked to be waited for, ms; 0 where it did not. */
  readonly waitMs: number

  /** `message` says what was wanted and got, `fix` what to do; both are whole sentences. */
  constructor(
    kind: EngineProblemKind,
    message: string,
    fix: string,
    { waitMs = 0, ...options }: ErrorOptions & { readonly waitMs?: number } = {},
  ) {
    super('UNREADABLE', `${message} ${fix}`, {}, options)
    this.name = 'EngineError'
    this.problem = { kind, message, fix }
    this.waitMs = waitMs
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return passing.has(this.problem.kind)
  }
}

/** What to do about a query that takes an engine too long. */
export const tooSlow =
  'The server may be busy, or the query too large for it: ask for a shorter range at once.'

/** A query that was too large for the server: ask for a shorter range, fewer points or fewer series at once. */
export class PointLimit extends DeclaredError {
  /** Points of one series that one query may ask for, by the server's own words; null where it named no number. */
  readonly limit: number | null

  constructor(limit: number | null, message: string) {
    super('TOO_LARGE', message, { limit })
    this.name = 'PointLimit'
    this.limit = limit
  }
}

/** The problem behind anything that a request threw. */
export function engineProblemOf(error: unknown): PollProblem {
  if (error instanceof EngineError) return error.problem
  if (error instanceof DeclaredError)
    return { kind: error.code.toLowerCase(), message: error.message, fix: '' }
  return {
    kind: 'internal',
    message: `The request failed within nnad: ${errorText(error)}`,
    fix: 'The log has more; please report it.',
  }
}

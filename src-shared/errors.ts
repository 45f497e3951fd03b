// Declared errors: causes that people can act on, shown as they are. Anything else is a bug and is logged.

/** Each cause's HTTP status and the CLI's exit code (sysexits-like: 2 usage, 3 no data, 4 unreadable input, 5 state). */
export const errorKinds = {
  BAD_INPUT: { status: 400, exit: 2, title: 'Bad input' },
  UNAUTHORIZED: { status: 401, exit: 5, title: 'Token needed' },
  FORBIDDEN: { status: 403, exit: 5, title: 'Not allowed' },
  NOT_FOUND: { status: 404, exit: 2, title: 'Not found' },
  NO_DATA: { status: 409, exit: 3, title: 'No data' },
  NO_MODEL: { status: 409, exit: 3, title: 'No model' },
  BUSY: { status: 409, exit: 5, title: 'Busy' },
  TOO_LARGE: { status: 413, exit: 4, title: 'Too large' },
  UNREADABLE: { status: 422, exit: 4, title: 'Unreadable input' },
  NEWER_VERSION: { status: 500, exit: 5, title: 'Made by a newer version' },
  BROKEN: { status: 500, exit: 5, title: 'Damaged data' },
  DISK_FULL: { status: 507, exit: 5, title: 'Disk full' },
  READ_ONLY: { status: 503, exit: 5, title: 'Not writable' },
  CANCELLED: { status: 499, exit: 130, title: 'Cancelled' },
  NO_BROWSER: { status: 501, exit: 5, title: 'No browser for PDF' },
  WORKER_DIED: { status: 500, exit: 5, title: 'Worker died' },
} as const

export type ErrorCode = keyof typeof errorKinds

/** Plain JSON facts that go with an error, for programs. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** An error whose message says what was wanted, what was got and what to do. */
export class DeclaredError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData

  constructor(code: ErrorCode, message: string, data: ErrorData = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DeclaredError'
    this.code = code
    this.data = data
  }
}

/** The error for work that a person stopped. */
export function cancelled(what: string): DeclaredError {
  return new DeclaredError('CANCELLED', `${what} was cancelled.`)
}

/** One line for people out of anything thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The code that the system or a library gave an error, such as `ENOENT`; empty without one. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

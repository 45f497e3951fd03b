// Errors across threads: structured clone keeps neither a class nor its fields.
import { DeclaredError, type ErrorCode, type ErrorData } from '../../../src-shared/errors.ts'

export interface Failure {
  /** Undefined for a bug. */
  readonly code: ErrorCode | undefined
  readonly message: string
  readonly data: ErrorData
  readonly stack: string | undefined
}

/** An error as plain data. */
export function failureOf(error: unknown): Failure {
  const isError = error instanceof Error
  return {
    code: error instanceof DeclaredError ? error.code : undefined,
    message: isError ? error.message : String(error),
    data: error instanceof DeclaredError ? error.data : {},
    stack: isError ? error.stack : undefined,
  }
}

/** The error again, with the stack of the thread that threw it. */
export function revived({ code, message, data, stack }: Failure): Error {
  if (code !== undefined) return new DeclaredError(code, message, data)
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}

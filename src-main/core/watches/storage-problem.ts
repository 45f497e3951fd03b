// Why what was collected could not be stored, in plain words.
import type { PollProblem } from '../../../src-shared/contract/watches.ts'
import { DeclaredError, type ErrorCode, errorText } from '../../../src-shared/errors.ts'

const kinds: Partial<Record<ErrorCode, string>> = {
  DISK_FULL: 'disk-full',
  READ_ONLY: 'read-only',
  BROKEN: 'storage',
}

/** The problem behind an error of the store; undefined for any other error. */
export function storageProblem(error: unknown): PollProblem | undefined {
  const message = 'The NameNode answered, but its document could not be stored.'
  const kind = error instanceof DeclaredError ? kinds[error.code] : undefined
  if (kind !== undefined) return { kind, message, fix: errorText(error) }
  // What the store has no words for: https://sqlite.org/rescode.html
  const isOther = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')
  if (!isOther) return undefined
  const fix = `Nothing needs to be done unless it lasts; then restart nnad (${errorText(error)}).`
  return { kind: 'storage', message, fix }
}

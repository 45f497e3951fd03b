// Files that a command line names.
import { readFileSync } from 'node:fs'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'

/** The text of a file. Throws BAD_INPUT where it cannot be read. */
export function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DeclaredError('BAD_INPUT', `${file} cannot be read (${errorText(cause)}).`, {}, { cause })
  }
}

// SQLite's errors that people can act on, as declared ones: no room, not writable, a disk that fails, a damaged file.
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { DeclaredError, type ErrorCode, codeOf } from '../../../src-shared/errors.ts'

type Told = readonly [code: ErrorCode, text: string]

const full: Told = [
  'DISK_FULL',
  'no room is left on its disk. Nothing that was stored is lost; free some space, then try again',
]
const readOnly: Told = [
  'READ_ONLY',
  'it cannot be written: its disk or folder is read-only, or belongs to another user. Make it writable, or choose another folder with --data',
]
const failing: Told = [
  'BROKEN',
  'its disk failed to read or write. Check the disk and its connection, then start nnad again; what was stored before is kept',
]
const damaged: Told = [
  'BROKEN',
  'it is damaged. Put a backup in its place (nnad restore), or choose another folder with --data',
]

/** By the beginning of SQLite's code or of the system's, the more special ones first. */
const told: readonly (readonly [start: string, Told])[] = [
  ['SQLITE_FULL', full],
  // The memory that connections share is a file: on a full disk it cannot grow, on a read-only one it cannot be made.
  ['SQLITE_IOERR_SHMSIZE', full],
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['SQLITE_READONLY', readOnly],
  ['EROFS', readOnly],
  ['EACCES', readOnly],
  ['EPERM', readOnly],
  ['SQLITE_IOERR', failing],
  ['EIO', failing],
  ['SQLITE_CORRUPT', damaged],
  ['SQLITE_NOTADB', damaged],
]

/** Why nothing can be made in a folder, or in what there is of its path: the system's code, undefined where it can. */
function objectionTo(folder: string): string | undefined {
  try {
    let existing = folder
    while (!existsSync(existing) && path.dirname(existing) !== existing) existing = path.dirname(existing)
    accessSync(existing, constants.W_OK)
    return undefined
  } catch (error) {
    return codeOf(error)
  }
}

/** The declared error for what SQLite or the system said of a file or folder; any other error as it is. */
export function storeError(place: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DeclaredError) return error
  const code = codeOf(error)
  // What cannot be opened or made is told apart by its folder: both say the same of a read-only disk and of a wrong path.
  const isVague = code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT'
  const cause = isVague ? (objectionTo(path.dirname(place)) ?? code) : code
  const found = told.find(([start]) => cause.startsWith(start))
  if (found === undefined) return error
  const [, [kind, text]] = found
  return new DeclaredError(kind, `${place}: ${text} (${error.message}).`, {}, { cause: error })
}

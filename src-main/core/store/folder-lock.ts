// Locks between processes that share a data folder. The operating system frees them when a process dies, also at kill -9.
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { storeError } from './database-errors.ts'

export interface FolderLock {
  release(): void
}

/**
 * `users`: shared by all that have the folder open. `import`: held by the one that imports, and while what was collected is
 * processed. `watch`: held by the one process that collects. `fleet`: held by the one that has fleet runs under way.
 */
export type LockName = 'users' | 'import' | 'watch' | 'fleet'

const fileOf = (name: LockName): string => `${name}.lock`

/** The files that locks lie in. */
export const lockFiles: readonly string[] = (['users', 'import', 'watch', 'fleet'] as const).map(fileOf)

/** SQLite's own file locks are used: they work on each system and need no stale-lock guessing. */
function open(folder: string, name: LockName): Sqlite.Database {
  return new Sqlite(path.join(folder, fileOf(name)), { timeout: 0 })
}

function locked(
  folder: string,
  name: LockName,
  begin: (sqlite: Sqlite.Database) => void,
): FolderLock | undefined {
  let sqlite: Sqlite.Database | undefined
  try {
    sqlite = open(folder, name)
    begin(sqlite)
    const held = sqlite
    return { release: () => held.close() }
  } catch (error) {
    sqlite?.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw storeError(path.join(folder, fileOf(name)), error)
  }
}

/** Takes the lock alone; undefined while any other process or thread has it. */
export function lockAlone(folder: string, name: LockName): FolderLock | undefined {
  return locked(folder, name, (sqlite) => sqlite.exec('BEGIN EXCLUSIVE'))
}

/** Takes the lock together with others; undefined while one has it alone. */
export function lockShared(folder: string, name: LockName): FolderLock | undefined {
  return locked(folder, name, (sqlite) => {
    sqlite.exec('BEGIN')
    // A transaction locks at its first read.
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get()
  })
}

// Locks between processes that share a data folder. The operating system frees them when a process dies, also at kill -9.
import path from 'node:path'
import Sqlite from 'better-sqlite3'

export interface FolderLock {
  release(): void
}

/** `users`: shared by all that have the folder open. `import`: held by the one process that imports. */
export type LockName = 'users' | 'import'

const fileOf = (name: LockName): string => `${name}.lock`

/** The files that locks lie in. */
export const lockFiles: readonly string[] = [fileOf('users'), fileOf('import')]

/** SQLite's own file locks are used: they work on each system and need no stale-lock guessing. */
function open(folder: string, name: LockName): Sqlite.Database {
  return new Sqlite(path.join(folder, fileOf(name)), { timeout: 0 })
}

function locked(
  folder: string,
  name: LockName,
  begin: (sqlite: Sqlite.Database) => void,
): FolderLock | undefined {
  const sqlite = open(folder, name)
  try {
    begin(sqlite)
    return { release: () => sqlite.close() }
  } catch (error) {
    sqlite.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
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

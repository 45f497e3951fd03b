// Opens the SQLite database: pragmas, migrations, and the two kinds of handle (a reader's type has no way to write).
import { constants, copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { storeError } from './database-errors.ts'
import { makeFolder } from './make-folder.ts'
import { migrations } from './migrations.ts'

export type Value = string | number | bigint | Buffer | null
export type Row = Readonly<Record<string, unknown>>

export interface ReadableDatabase {
  /** Rows of a query. Statements are prepared once per text. */
  all(sql: string, ...values: Value[]): Row[]
  /** The first row, or undefined. */
  get(sql: string, ...values: Value[]): Row | undefined
  /** Rows one by one; the caller must finish or leave the loop before it writes. */
  iterate(sql: string, ...values: Value[]): IterableIterator<Row>
  close(): void
}

export interface WritableDatabase extends ReadableDatabase {
  /** Changes rows; returns how many. */
  run(sql: string, ...values: Value[]): number
  /** All of `work` or nothing of it. */
  transaction<T>(work: () => T): T
}

/** The id of the row that was inserted last. */
export function insertedId(db: ReadableDatabase): number {
  return z.object({ id: z.number() }).parse(db.get('SELECT last_insert_rowid() AS id')).id
}

export const databaseFile = 'nnad.sqlite'

/** Pages that a copy takes in one step, some milliseconds. */
const pagesAtOnce = 1000

/** Does something with the database; what SQLite says of a full or read-only disk is told in people's words. */
function told<T>(sqlite: Sqlite.Database, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storeError(sqlite.name, error)
  }
}

function handle(sqlite: Sqlite.Database): WritableDatabase {
  const statements = new Map<string, Sqlite.Statement<Value[], Row>>()
  const prepared = (sql: string): Sqlite.Statement<Value[], Row> => {
    const known = statements.get(sql) ?? sqlite.prepare<Value[], Row>(sql)
    statements.set(sql, known)
    return known
  }
  return {
    all: (sql, ...values) => told(sqlite, () => prepared(sql).all(...values)),
    get: (sql, ...values) => told(sqlite, () => prepared(sql).get(...values)),
    iterate: (sql, ...values) => prepared(sql).iterate(...values),
    run: (sql, ...values) => told(sqlite, () => prepared(sql).run(...values).changes),
    transaction: (work) => told(sqlite, () => sqlite.transaction(work).immediate()),
    close: () => sqlite.close(),
  }
}

function versionOf(sqlite: Sqlite.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }))
}

/** Looks with a connection that cannot write: one that can would fold a killed process's write-ahead log into the file. */
function refuseNewer(file: string): void {
  if (!existsSync(file)) return
  const sqlite = new Sqlite(file, { readonly: true })
  let version: number
  try {
    version = versionOf(sqlite)
  } finally {
    sqlite.close()
  }
  if (version <= migrations.length) return
  throw new DeclaredError(
    'NEWER_VERSION',
    `${file} has schema ${String(version)}, this nnad knows up to ${String(migrations.length)}: ` +
      'open it with the newer nnad that wrote it, or choose another folder with --data. It was left untouched.',
  )
}

function migrate(sqlite: Sqlite.Database, file: string): void {
  const from = versionOf(sqlite)
  if (from === migrations.length) return
  if (from > 0) {
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
    // Where the disk can, the copy shares its blocks with the file: no time, no room.
    copyFileSync(file, `${file}.before-schema-${String(migrations.length)}`, constants.COPYFILE_FICLONE)
  }
  const later = migrations.map((_, index) => index + 1).filter((version) => version > from)
  // A new database is made at once: one that a kill left half made would be taken for one of an earlier nnad.
  for (const to of from === 0 ? later.slice(-1) : later) {
    const step = sqlite.transaction(() => {
      const version = versionOf(sqlite)
      // Another process that started at the same moment may have been first.
      if (version >= to) return
      for (const { sql } of migrations.slice(version, to)) sqlite.exec(sql)
      sqlite.pragma(`user_version = ${String(to)}`)
    })
    step.immediate()
  }
}

function open(folder: string, readonly: boolean): Sqlite.Database {
  const file = path.join(folder, databaseFile)
  try {
    refuseNewer(file)
    const sqlite = new Sqlite(file, { readonly, fileMustExist: readonly })
    sqlite.pragma('busy_timeout = 10000')
    return sqlite
  } catch (cause) {
    const error = storeError(file, cause)
    if (error instanceof DeclaredError) throw error
    throw new DeclaredError(
      'BROKEN',
      `${file} could not be opened as a database (${error instanceof Error ? error.message : String(error)}): ` +
        'check the folder’s permissions and free space, put a backup in its place, or choose another folder with --data.',
      {},
      { cause: error },
    )
  }
}

/**
 * Opens for writing, making the folder and migrating (with a backup first) where needed. Throws NEWER_VERSION, BROKEN,
 * READ_ONLY, DISK_FULL.
 */
export function openDatabase(folder: string): WritableDatabase {
  makeFolder(folder)
  const sqlite = open(folder, false)
  try {
    // A killed process loses no committed transaction in WAL mode; only a power cut may lose the last ones.
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = NORMAL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('recursive_triggers = ON')
    migrate(sqlite, path.join(folder, databaseFile))
  } catch (cause) {
    sqlite.close()
    const error = storeError(path.join(folder, databaseFile), cause)
    if (error instanceof DeclaredError) throw error
    throw new DeclaredError(
      'BROKEN',
      `The database in ${folder} is damaged or not writable (${error instanceof Error ? error.message : String(error)}): ` +
        'put a backup in its place or choose another folder with --data.',
      {},
      { cause: error },
    )
  }
  return handle(sqlite)
}

/** Opens for reading what `openDatabase` has made. */
export function openReadable(folder: string): ReadableDatabase {
  return handle(open(folder, true))
}

/**
 * Copies a folder's database to a file that is not there yet, while others read and write it: what was committed when the copy
 * began, some pages at a time. `onStep` is told how many bytes are done and how many there are. Throws DISK_FULL, READ_ONLY.
 */
export async function copyDatabase(
  folder: string,
  target: string,
  onStep: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const sqlite = open(folder, true)
  try {
    const pageBytes = Number(sqlite.pragma('page_size', { simple: true }))
    // Held from here on: without it each commit of another connection would begin the copy anew.
    sqlite.exec('BEGIN')
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get()
    await sqlite.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        onStep((totalPages - remainingPages) * pageBytes, totalPages * pageBytes)
        return pagesAtOnce
      },
    })
  } catch (error) {
    throw storeError(target, error)
  } finally {
    sqlite.close()
  }
}

/**
 * Whether opening the folder's database for writing would migrate it, with a copy first. False where that cannot be told:
 * opening it tells why.
 */
export function isOutdated(folder: string): boolean {
  if (!hasDatabase(folder)) return false
  let sqlite: Sqlite.Database | undefined
  try {
    sqlite = new Sqlite(path.join(folder, databaseFile), { readonly: true })
    const version = versionOf(sqlite)
    return version > 0 && version < migrations.length
  } catch {
    return false
  } finally {
    sqlite?.close()
  }
}

/** Whether the folder holds a database already. */
export function hasDatabase(folder: string): boolean {
  return existsSync(path.join(folder, databaseFile))
}

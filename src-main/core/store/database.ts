// Opens the SQLite database: pragmas, migrations, and the two kinds of handle (a reader's type has no way to write).
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { DeclaredError } from '../../../src-shared/errors.ts'
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

export const databaseFile = 'nnad.sqlite'

function handle(sqlite: Sqlite.Database): WritableDatabase {
  const statements = new Map<string, Sqlite.Statement<Value[], Row>>()
  const prepared = (sql: string): Sqlite.Statement<Value[], Row> => {
    const known = statements.get(sql) ?? sqlite.prepare<Value[], Row>(sql)
    statements.set(sql, known)
    return known
  }
  return {
    all: (sql, ...values) => prepared(sql).all(...values),
    get: (sql, ...values) => prepared(sql).get(...values),
    iterate: (sql, ...values) => prepared(sql).iterate(...values),
    run: (sql, ...values) => prepared(sql).run(...values).changes,
    transaction: (work) => sqlite.transaction(work).immediate(),
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
    copyFileSync(file, `${file}.before-schema-${String(migrations.length)}`)
  }
  migrations.slice(from).forEach(({ sql }, offset) => {
    sqlite.transaction(() => {
      sqlite.exec(sql)
      sqlite.pragma(`user_version = ${String(from + offset + 1)}`)
    })()
  })
}

function open(folder: string, readonly: boolean): Sqlite.Database {
  const file = path.join(folder, databaseFile)
  try {
    refuseNewer(file)
    const sqlite = new Sqlite(file, { readonly, fileMustExist: readonly })
    sqlite.pragma('busy_timeout = 10000')
    return sqlite
  } catch (error) {
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

/** Opens for writing, making the folder and migrating (with a backup first) where needed. Throws NEWER_VERSION, BROKEN. */
export function openDatabase(folder: string): WritableDatabase {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const sqlite = open(folder, false)
  try {
    // A killed process loses no committed transaction in WAL mode; only a power cut may lose the last ones.
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = NORMAL')
    sqlite.pragma('foreign_keys = ON')
    migrate(sqlite, path.join(folder, databaseFile))
  } catch (error) {
    sqlite.close()
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

/** Whether the folder holds a database already. */
export function hasDatabase(folder: string): boolean {
  return existsSync(path.join(folder, databaseFile))
}

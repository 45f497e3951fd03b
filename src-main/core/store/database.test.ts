// Opening databases of every age and state: fresh, reopened, older, newer, damaged.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import Sqlite from 'better-sqlite3'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { DeclaredError, type ErrorCode } from '../../../src-shared/errors.ts'
import { databaseFile, hasDatabase, openDatabase, openReadable } from './database.ts'
import { type Migration, migrations } from './migrations.ts'
import { ensureSource, listSources } from './sources.ts'

const is =
  (code: ErrorCode, text = /./) =>
  (error: unknown): boolean =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)

/** A folder with a database that holds one source. */
function filledFolder(context: TestContext): string {
  const folder = temporaryFolder(context)
  const db = openDatabase(folder)
  ensureSource(db, 'kept', 'kept')
  db.close()
  return folder
}

/** Runs with further migrations, as a later version of this program has them. */
function withMigrations(more: readonly Migration[], work: () => void): void {
  const list = migrations as Migration[]
  list.push(...more)
  try {
    work()
  } finally {
    list.splice(list.length - more.length)
  }
}

/** A direct look at the file. */
function raw<T>(folder: string, look: (sqlite: Sqlite.Database) => T): T {
  const sqlite = new Sqlite(path.join(folder, databaseFile))
  try {
    return look(sqlite)
  } finally {
    sqlite.close()
  }
}
const versionIn = (folder: string): unknown =>
  raw(folder, (sqlite) => sqlite.pragma('user_version', { simple: true }))

test('migrations have names', () => {
  for (const { name } of migrations) assert.match(name, /\w/)
})

test('a fresh database: folder made for its owner only, schema of this version, WAL, foreign keys', (context) => {
  const folder = path.join(temporaryFolder(context), 'deep', 'data')
  assert.equal(hasDatabase(folder), false)
  const db = openDatabase(folder)
  assert.equal(db.get('PRAGMA journal_mode')?.['journal_mode'], 'wal')
  assert.equal(db.get('PRAGMA foreign_keys')?.['foreign_keys'], 1)
  assert.deepEqual(
    db.all(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).map(({ name }) => name),
    [
      'anomalies',
      'attachments',
      'audit_digests',
      'baseline_rules',
      'configurations',
      'deliveries',
      'document_groups',
      'documents',
      'engines',
      'fetched_ranges',
      'fleet_rows',
      'fleets',
      'imports',
      'incident_windows',
      'incidents',
      'log_events',
      'models',
      'nodes',
      'reports',
      'retrainings',
      'sample_buckets',
      'samples',
      'scored',
      'signals',
      'sources',
      'sqlite_sequence',
      'thread_dumps',
      'watches',
    ],
  )
  db.close()
  assert.equal(versionIn(folder), migrations.length)
  assert.equal(hasDatabase(folder), true)
  if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('reopening keeps what was there and makes no backup', (context) => {
  const folder = filledFolder(context)
  const db = openDatabase(folder)
  assert.deepEqual(
    listSources(db).map(({ key }) => key),
    ['kept'],
  )
  db.close()
  assert.deepEqual(readdirSync(folder), [databaseFile])
})

test('an older database is backed up as it was, then migrated', (context) => {
  const folder = filledFolder(context)
  const next = {
    name: 'notes',
    sql: `CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('new')`,
  }
  const to = migrations.length + 1
  withMigrations([next], () => {
    const db = openDatabase(folder)
    assert.deepEqual(db.all('SELECT text FROM notes'), [{ text: 'new' }])
    assert.equal(listSources(db).length, 1)
    db.close()
    assert.equal(versionIn(folder), to)
    openDatabase(folder).close()
  })
  const backups = readdirSync(folder).filter((name) => name.includes('before'))
  assert.deepEqual(backups, [`${databaseFile}.before-schema-${to}`])
  const restored = path.join(folder, 'restored')
  mkdirSync(restored)
  cpSync(path.join(folder, backups[0] ?? ''), path.join(restored, databaseFile))
  const old = openDatabase(restored)
  assert.equal(listSources(old)[0]?.key, 'kept')
  assert.equal(old.get(`SELECT 1 FROM sqlite_master WHERE name = 'notes'`), undefined)
  old.close()
  assert.equal(versionIn(restored), to - 1)
})

test('the backup holds what a killed process had left in the write-ahead log', (context) => {
  const folder = temporaryFolder(context)
  const killed = path.join(folder, 'killed')
  const db = openDatabase(folder)
  ensureSource(db, 'in the log', 'x')
  mkdirSync(killed)
  for (const suffix of ['', '-wal'])
    cpSync(path.join(folder, databaseFile + suffix), path.join(killed, databaseFile + suffix))
  db.close()
  withMigrations([{ name: 'nothing', sql: '' }], () => openDatabase(killed).close())
  const backup = new Sqlite(path.join(killed, `${databaseFile}.before-schema-${migrations.length + 1}`))
  assert.equal(backup.prepare('SELECT key FROM sources').pluck().get(), 'in the log')
  backup.close()
})

test('of migrations that fail the earlier ones stay, the failing one leaves nothing, the data is whole', (context) => {
  const folder = filledFolder(context)
  const good = { name: 'good', sql: 'CREATE TABLE good (a INTEGER) STRICT' }
  const bad = { name: 'bad', sql: 'CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE sources (a INTEGER)' }
  withMigrations([good, bad], () => {
    assert.throws(() => openDatabase(folder), is('BROKEN', /sources already exists/))
  })
  const tables = raw(folder, (sqlite) => sqlite.prepare(`SELECT name FROM sqlite_master`).pluck().all())
  assert.ok(tables.includes('good') && !tables.includes('half'))
  assert.equal(versionIn(folder), migrations.length + 1)
  withMigrations([good, { name: 'mended', sql: 'CREATE TABLE half (a INTEGER) STRICT' }], () => {
    const db = openDatabase(folder)
    assert.equal(listSources(db)[0]?.key, 'kept')
    db.close()
  })
})

test('a newer database is refused by both ways of opening, untouched byte for byte', (context) => {
  const folder = filledFolder(context)
  const file = path.join(folder, databaseFile)
  withMigrations([{ name: 'of tomorrow', sql: 'CREATE TABLE tomorrow (a INTEGER) STRICT' }], () =>
    openDatabase(folder).close(),
  )
  rmSync(`${file}.before-schema-${migrations.length + 1}`)
  const bytes = readFileSync(file)
  const { mtimeMs } = statSync(file)
  const wanted = is(
    'NEWER_VERSION',
    new RegExp(`schema ${migrations.length + 1}, .* up to ${migrations.length}: .*--data`),
  )
  assert.throws(() => openDatabase(folder), wanted)
  assert.throws(() => openReadable(folder), wanted)
  assert.deepEqual(readFileSync(file), bytes)
  assert.equal(statSync(file).mtimeMs, mtimeMs)
})

test('a newer database that its process was killed over keeps its write-ahead log', (context) => {
  const folder = temporaryFolder(context)
  const killed = path.join(folder, 'killed')
  mkdirSync(killed)
  const files = ['', '-wal'].map((suffix) => databaseFile + suffix)
  withMigrations([{ name: 'of tomorrow', sql: 'CREATE TABLE tomorrow (a INTEGER) STRICT' }], () => {
    const db = openDatabase(folder)
    db.run('INSERT INTO tomorrow VALUES (1)')
    for (const file of files) cpSync(path.join(folder, file), path.join(killed, file))
    db.close()
  })
  const bytes = files.map((file) => readFileSync(path.join(killed, file)))
  assert.throws(() => openDatabase(killed), is('NEWER_VERSION'))
  assert.deepEqual(
    files.map((file) => readFileSync(path.join(killed, file))),
    bytes,
  )
})

test('a damaged file is BROKEN, says so, and stays', (context) => {
  const folder = filledFolder(context)
  const file = path.join(folder, databaseFile)
  const whole = readFileSync(file)
  const damages = [
    Buffer.from('this is no database, but long enough to have a header of one'.repeat(100)),
    Buffer.concat([Buffer.alloc(100), whole.subarray(100)]),
    Buffer.concat([whole.subarray(0, 100), Buffer.alloc(4096, 255), whole.subarray(4196)]),
  ]
  for (const damage of damages) {
    writeFileSync(file, damage)
    assert.throws(
      () => {
        const db = openDatabase(folder)
        db.close()
        listSources(openDatabase(folder))
      },
      is('BROKEN', /backup/),
    )
    assert.deepEqual(readFileSync(file), damage)
  }
})

test('another program’s database is BROKEN', (context) => {
  const folder = temporaryFolder(context)
  raw(folder, (sqlite) => sqlite.exec('CREATE TABLE sources (a INTEGER); INSERT INTO sources VALUES (7)'))
  assert.throws(() => openDatabase(folder), is('BROKEN', /already exists/))
  assert.equal(
    raw(folder, (sqlite) => sqlite.prepare('SELECT a FROM sources').pluck().get()),
    7,
  )
})

test('reading needs a database that is there, and cannot write', (context) => {
  const folder = temporaryFolder(context)
  assert.throws(() => openReadable(folder), is('BROKEN', /could not be opened/))
  assert.equal(hasDatabase(folder), false)
  const db = openDatabase(folder)
  const reader = openReadable(folder)
  assert.throws(
    () => reader.all(`INSERT INTO sources (key, name) VALUES ('a', 'a') RETURNING id`),
    /readonly/,
  )
  ensureSource(db, 'seen', 'seen')
  assert.equal(listSources(reader)[0]?.key, 'seen', 'what is committed is seen at once')
  reader.close()
  db.close()
})

test('a transaction is all or nothing', (context) => {
  const db = openDatabase(temporaryFolder(context))
  const failure = new Error('in the midst')
  assert.throws(
    () =>
      db.transaction(() => {
        ensureSource(db, 'a', 'a')
        throw failure
      }),
    failure,
  )
  assert.deepEqual(listSources(db), [])
  assert.equal(
    db.transaction(() => ensureSource(db, 'a', 'a')),
    1,
  )
  assert.equal(db.run(`UPDATE sources SET name = 'b'`), 1)
  assert.deepEqual([...db.iterate('SELECT name FROM sources')], [{ name: 'b' }])
  db.close()
})

// A full disk and a read-only one: nothing that was stored is lost, and the error says what to do.
import assert from 'node:assert/strict'
import path from 'node:path'
import test from 'node:test'
import Sqlite from 'better-sqlite3'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { testHost } from '../fixtures/test-host.ts'
import { openCore } from '../core.ts'
import { smallDisk } from '../retention/fixtures/small-disk.ts'
import { type WritableDatabase, databaseFile, openDatabase, openReadable } from './database.ts'
import { storeError } from './database-errors.ts'
import { lockAlone, lockShared } from './folder-lock.ts'
import { ensureSource, listSources } from './sources.ts'

const isDeclared =
  (code: string, text = /./) =>
  (error: unknown) =>
    error instanceof DeclaredError && error.code === code && text.test(error.message)
const isFull = isDeclared('DISK_FULL', /nnad\.sqlite: no room is left on its disk\..*free some space/)
const isReadOnly = isDeclared('READ_ONLY', /cannot be written: .*--data/)

/** Adds sources, a transaction each, until the disk has no room; returns how many were committed. */
function writeUntilFull(db: WritableDatabase): number {
  for (let count = 0; ; count += 1) {
    try {
      db.transaction(() => {
        for (let at = 0; at < 20; at += 1) ensureSource(db, `${count}/${at}`, 'x'.repeat(2000))
      })
    } catch (error) {
      assert.ok(isFull(error), String(error))
      return count
    }
  }
}
const integrity = (db: WritableDatabase): unknown => db.get('PRAGMA integrity_check')?.['integrity_check']

test('out of room a transaction is undone as a whole, all before it stays, and with room it goes on', (context) => {
  const folder = temporaryFolder(context)
  const db = openDatabase(folder)
  context.after(() => db.close())
  const pages = Number(db.get('PRAGMA page_count')?.['page_count'])
  db.get(`PRAGMA max_page_count = ${pages + 40}`)
  const count = writeUntilFull(db)
  assert.ok(count >= 1)
  assert.deepEqual([listSources(db).length, integrity(db)], [count * 20, 'ok'])
  assert.throws(() => ensureSource(db, 'more', 'x'.repeat(100_000)), isFull)
  db.get(`PRAGMA max_page_count = ${pages + 4000}`)
  ensureSource(db, 'more', 'x'.repeat(100_000))
  assert.equal(listSources(db).length, count * 20 + 1)
})

test('a full disk: written data is whole and readable, also after a new start; with room again it goes on', (context) => {
  const disk = smallDisk(context, 6e6)
  if (disk === undefined) {
    context.skip('no disk can be mounted here')
    return
  }
  const folder = path.join(disk.folder, 'data')
  openDatabase(folder).close()
  disk.fill()
  assert.throws(() => openDatabase(folder), isFull)
  assert.throws(() => openDatabase(path.join(disk.folder, 'other')), isDeclared('DISK_FULL'))
  assert.throws(() => lockAlone(folder, 'users'), isDeclared('DISK_FULL', /users\.lock/))
  disk.empty()
  const db = openDatabase(folder)
  disk.fill()
  const filled = writeUntilFull(db)
  assert.deepEqual([listSources(db).length, integrity(db)], [filled * 20, 'ok'])
  db.close()
  disk.empty()
  const again = openDatabase(folder)
  context.after(() => again.close())
  assert.deepEqual([listSources(again).length, integrity(again)], [filled * 20, 'ok'])
  ensureSource(again, 'more', 'x')
})

test('a disk that becomes read-only: reading goes on, writing and a start are refused with the reason', async (context) => {
  const disk = smallDisk(context, 6e6)
  if (disk === undefined) {
    context.skip('no disk can be mounted here')
    return
  }
  const folder = path.join(disk.folder, 'data')
  const db = openDatabase(folder)
  ensureSource(db, 'kept', 'kept')
  db.close()
  disk.readOnly(true)
  for (const start of [
    () => openDatabase(folder),
    () => openReadable(folder),
    () => openDatabase(path.join(disk.folder, 'other')),
    () => lockShared(folder, 'users'),
  ])
    assert.throws(start, isReadOnly)
  await assert.rejects(openCore(testHost({ dataFolder: folder })), isReadOnly)
  disk.readOnly(false)
  const again = openDatabase(folder)
  context.after(() => again.close())
  assert.deepEqual(
    listSources(again).map(({ key }) => key),
    ['kept'],
  )
})

test('a reader’s file cannot be written; other errors stay what they are', (context) => {
  const folder = temporaryFolder(context)
  openDatabase(folder).close()
  const sqlite = new Sqlite(path.join(folder, databaseFile), { readonly: true })
  context.after(() => sqlite.close())
  assert.throws(
    () => {
      try {
        sqlite.exec('DELETE FROM sources')
      } catch (error) {
        throw storeError('x.sqlite', error)
      }
    },
    isDeclared('READ_ONLY', /^x\.sqlite: it cannot be written/),
  )
  const failed = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })
  assert.ok(isDeclared('BROKEN', /^x: its disk failed/)(storeError('x', failed)))
  const damaged = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT_INDEX' })
  assert.ok(isDeclared('BROKEN', /nnad restore/)(storeError('x', damaged)))
  for (const other of [new Error('x'), new DeclaredError('BUSY', 'x'), 'text', undefined])
    assert.equal(storeError('x', other), other)
  const db = openDatabase(folder)
  context.after(() => db.close())
  assert.throws(() => db.run("INSERT INTO sources (id, key) VALUES (1, 'x')"), /NOT NULL/)
})

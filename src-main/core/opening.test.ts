// Opening old or unfinished data: the main thread goes on, and the data are as if it had been done there.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import Sqlite from 'better-sqlite3'
import { recordingsFolder, temporaryFolder } from '../../e2e/recordings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { openCore } from './core.ts'
import { testHost } from './fixtures/test-host.ts'
import { migrated } from './opening.ts'
import { databaseFile, isOutdated, openDatabase } from './store/database.ts'
import { migrations } from './store/migrations.ts'

/** A folder whose database is of the first schema, 60 MB. */
function oldFolder(context: TestContext): string {
  const folder = temporaryFolder(context)
  const sqlite = new Sqlite(path.join(folder, databaseFile))
  for (const { sql } of migrations.slice(0, 1)) sqlite.exec(sql)
  sqlite.pragma('user_version = 1')
  sqlite.exec(`INSERT INTO sources VALUES (1, 'CID/BP', 'nn1');
    INSERT INTO nodes (id, source_id, name, ha_state) VALUES (1, 1, 'nn1:8020', 'active');`)
  const insert = sqlite.prepare('INSERT INTO document_groups (node_id, data) VALUES (1, zeroblob(1000000))')
  for (let group = 0; group < 60; group += 1) insert.run()
  sqlite.close()
  return folder
}

test('an old database is copied and migrated while the main thread goes on', async (context) => {
  const folder = oldFolder(context)
  assert.equal(isOutdated(folder), true)
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  const start = performance.now()
  const told: string[] = []
  const notify = ({ title }: { readonly title: string }): Promise<void> => {
    told.push(title)
    return Promise.reject(new Error('This desktop shows no notifications.'))
  }
  await migrated(testHost({ dataFolder: folder, log: (message) => told.push(message), notify }))
  clearInterval(timer)
  const took = performance.now() - start
  assert.ok(turns > took / 100, `${turns} turns in ${took.toFixed(0)} ms`)
  assert.equal(isOutdated(folder), false)
  assert.match(told[0] ?? '', /were written by an earlier nnad/)
  assert.deepEqual(told.slice(1), ['nnad is updating its data', 'The message was not shown'])
  assert.ok(existsSync(path.join(folder, `${databaseFile}.before-schema-${migrations.length}`)))
  const db = openDatabase(folder)
  assert.equal(db.get('SELECT count(*) AS groups FROM document_groups')?.['groups'], 60)
  db.close()
})

test('a core on an old database has it migrated; one that fails to says so in the same words', async (context) => {
  const core = await openCore(testHost({ dataFolder: oldFolder(context) }))
  assert.equal(core.services.sources.list()[0]?.name, 'nn1')
  await core.close()

  const folder = temporaryFolder(context)
  const sqlite = new Sqlite(path.join(folder, databaseFile))
  // Not what the first schema left.
  sqlite.pragma('user_version = 1')
  sqlite.close()
  await assert.rejects(
    openCore(testHost({ dataFolder: folder })),
    (error) =>
      error instanceof DeclaredError &&
      error.code === 'BROKEN' &&
      error.message.includes('put a backup in its place'),
  )
})

test('what is no database, or none yet, is not called old', async (context) => {
  const folder = temporaryFolder(context)
  assert.equal(isOutdated(folder), false)
  writeFileSync(path.join(folder, databaseFile), 'something else altogether')
  assert.equal(isOutdated(folder), false)
  await migrated(testHost({ dataFolder: folder, log: (message) => assert.fail(message) }))
})

test('rows that a killed process left missing are there after the next start', async (context) => {
  const host = testHost({ dataFolder: temporaryFolder(context) })
  const first = await openCore(host)
  await first.services.imports.start([path.join(recordingsFolder, 'light-3.4-g1.jsonl.zst')]).outcome
  await first.close()
  const rows = (): unknown => {
    const db = openDatabase(host.dataFolder)
    try {
      return db.all('SELECT count(*) AS rows, sum(time) AS times FROM samples')
    } finally {
      db.close()
    }
  }
  const before = rows()
  const db = openDatabase(host.dataFolder)
  db.run('UPDATE nodes SET derived_from = 0')
  db.run('DELETE FROM samples')
  db.close()
  const second = await openCore(host)
  await second.close()
  assert.deepEqual(rows(), before)
})

// What migrations make of data that an earlier version has left.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import Sqlite from 'better-sqlite3'
import {
  eventsBetween,
  insertAttachment,
  insertAudit,
  insertEvents,
  insertSettings,
  insertThreadDump,
  placeAttachment,
} from './attachments.ts'
import { databaseFile, openDatabase } from './database.ts'
import { migrations } from './migrations.ts'
import { listReports } from './reports.ts'

/** A data folder whose database is of an earlier schema, filled by SQL. */
function oldFolder(context: TestContext, schema: number, sql: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-old-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const sqlite = new Sqlite(path.join(folder, databaseFile))
  for (const migration of migrations.slice(0, schema)) sqlite.exec(migration.sql)
  sqlite.pragma(`user_version = ${schema}`)
  sqlite.exec(sql)
  sqlite.close()
  return folder
}

test('reports of schema 1 have no note, are not deleted, are led by the metric of their highest window, name no model', (context) => {
  const folder = oldFolder(
    context,
    1,
    `INSERT INTO sources VALUES (1, 'CID/BP', 'nn1');
     INSERT INTO nodes (id, source_id, name, ha_state) VALUES (1, 1, 'nn1:8020', 'active');
     INSERT INTO reports VALUES (1, 1, 50, 'bad', 1, 9, 1, x''), (2, 1, 60, 'calm', 1, 9, 0, x'');
     INSERT INTO anomalies VALUES (1, 1, 5, 1, 0.3, 0.1, 'CreateAvgTime'), (1, 1, 6, 1, 0.9, 0.1, 'GcTimeMillis');`,
  )
  const db = openDatabase(folder)
  context.after(() => db.close())
  assert.deepEqual(
    listReports(db, 10).map(({ id, note, leading }) => [id, note, leading]),
    [
      [2, '', null],
      [1, '', 'GcTimeMillis'],
    ],
  )
  assert.deepEqual(db.get('SELECT zone FROM nodes'), { zone: null })
  assert.deepEqual(db.get('SELECT max(model_id) AS model FROM reports'), { model: null })
})

test('data of schema 3 gets room for evidence, of which nothing is left once its source goes', (context) => {
  const folder = oldFolder(
    context,
    3,
    `INSERT INTO sources VALUES (1, 'CID/BP', 'nn1');
     INSERT INTO nodes (id, source_id, name, ha_state) VALUES (1, 1, 'nn1:8020', 'active');`,
  )
  const db = openDatabase(folder)
  context.after(() => db.close())
  const file = insertAttachment(db, { kind: 'namenode', name: 'nn.log', modifiedAt: 5 })
  const event = { kind: 'groups', time: 7, ms: 9, who: 'john', user: null, path: null }
  insertEvents(db, file, [event, event])
  insertSettings(db, file, [['dfs.a', '1', false]])
  insertThreadDump(db, file, 8, [['waits', 1]])
  insertAudit(db, file, { first: 0, last: 10, buckets: [] })
  placeAttachment(db, file, { source: 1, node: 1 }, { head: 'h', size: 1, zone: null, first: 7, last: 16 })
  assert.deepEqual(eventsBetween(db, file, 16, 20), [event])
  db.run('DELETE FROM sources')
  const tables = ['attachments', 'configurations', 'thread_dumps', 'log_events', 'audit_digests']
  for (const table of tables) assert.deepEqual(db.get(`SELECT count(*) AS rows FROM ${table}`), { rows: 0 })
})

test('what schema 5 holds is counted once, and from then on as it comes, is replaced and goes', (context) => {
  const folder = oldFolder(
    context,
    5,
    `INSERT INTO sources VALUES (1, 'CID/BP', 'nn1');
     INSERT INTO nodes (id, source_id, name, ha_state) VALUES (1, 1, 'nn1:8020', 'active'), (2, 1, 'nn2:8020', 'standby');
     INSERT INTO document_groups (id, node_id, data) VALUES (1, 1, x'');
     INSERT INTO documents VALUES (1, 10, 1, 0, 0, 0), (1, 20, 1, 0, 0, 0), (1, 30, 1, 0, 0, 0);
     INSERT INTO samples (node_id, time, ha_state, safe_mode, metrics) VALUES (1, 20, 'active', 0, x''), (2, 20, 'standby', 0, x'');`,
  )
  const db = openDatabase(folder)
  context.after(() => db.close())
  const held = (): unknown[] => db.all('SELECT documents, samples FROM nodes ORDER BY id')
  assert.deepEqual(held(), [
    { documents: 3, samples: 1 },
    { documents: 0, samples: 1 },
  ])
  const sample = `INSERT OR REPLACE INTO samples (node_id, time, ha_state, safe_mode, metrics) VALUES (1, ?, 'active', 0, x'')`
  for (const time of [20, 30]) db.run(sample, time)
  db.run('DELETE FROM documents WHERE time = 10')
  assert.deepEqual(held()[0], { documents: 2, samples: 2 })
  db.run('DELETE FROM document_groups')
  db.run('DELETE FROM samples WHERE node_id = 1 AND time < 30')
  assert.deepEqual(held()[0], { documents: 0, samples: 1 })
})

test('reports of schema 6 keep their source, bodies and windows, and go with it; others may come without one', (context) => {
  const folder = oldFolder(
    context,
    6,
    `INSERT INTO sources VALUES (1, 'CID/BP', 'nn1');
     INSERT INTO nodes (id, source_id, name, ha_state) VALUES (1, 1, 'nn1:8020', 'active');
     INSERT INTO reports (id, source_id, created_at, title, from_time, to_time, incidents, body, note, model_id)
       VALUES (4, 1, 50, 'bad', 1, 9, 1, x'28b52ffd00580100007b', 'mine', 'm');
     INSERT INTO anomalies VALUES (1, 1, 5, 4, 0.3, 0.1, 'CreateAvgTime');`,
  )
  const db = openDatabase(folder)
  context.after(() => db.close())
  const [head] = listReports(db, 10)
  assert.deepEqual(
    [head?.id, head?.sourceId, head?.sourceName, head?.note, head?.receivedAt],
    [4, 1, 'nn1', 'mine', null],
  )
  assert.deepEqual(db.get('SELECT hex(body) AS body, model_id FROM reports'), {
    body: '28B52FFD00580100007B',
    model_id: 'm',
  })
  assert.deepEqual(db.all('PRAGMA foreign_key_check'), [])
  const count = (): unknown =>
    db.get('SELECT (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM anomalies) AS anomalies')
  assert.deepEqual(count(), { reports: 1, anomalies: 1 })
  db.run('DELETE FROM sources')
  assert.deepEqual(count(), { reports: 0, anomalies: 0 })
})

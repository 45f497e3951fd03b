// Imports and models: round trips; drafts that nobody needs any more.
import assert from 'node:assert/strict'
import test from 'node:test'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { finishImport, insertImport, listImports } from './imports.ts'
import { deleteDraftsBefore, insertModel, listModels } from './models.ts'
import { deleteReport, insertReport, purgeReports } from './reports.ts'
import { ensureSource } from './sources.ts'

test('imports, newest first; one without an end was killed', (context) => {
  const { db } = temporaryStore(context)
  const first = insertImport(db, 100, '{"found":0}')
  const second = insertImport(db, 200, '{}')
  finishImport(db, first, 150, '{"found":7}')
  assert.deepEqual(listImports(db, 10), [
    { id: second, startedAt: 200, finishedAt: null, summary: '{}' },
    { id: first, startedAt: 100, finishedAt: 150, summary: '{"found":7}' },
  ])
  assert.deepEqual(
    listImports(db, 1).map(({ id }) => id),
    [second],
  )
})

test('models of one source or of all, newest first', (context) => {
  const { db, source } = temporaryStore(context)
  const other = ensureSource(db, 'other', 'other')
  const rows = [
    { id: 'a', sourceId: source, createdAt: 5, facts: '{}' },
    { id: 'b', sourceId: other, createdAt: 9, facts: '{"engine":"wasm"}' },
    { id: 'c', sourceId: source, createdAt: 5, facts: '{}' },
  ] as const
  for (const row of rows) insertModel(db, row)
  assert.deepEqual(listModels(db), [rows[1], rows[2], rows[0]])
  assert.deepEqual(listModels(db, source), [rows[2], rows[0]])
})

test('drafts of the source that came before go; with a report of theirs they stay until it is purged', (context) => {
  const { db, source } = temporaryStore(context)
  const other = ensureSource(db, 'other', 'other')
  const draft = '{"draft":true}'
  const latest = { id: 'latest', sourceId: source, createdAt: 5, facts: draft }
  for (const row of [
    latest,
    { id: 'draft', sourceId: source, createdAt: 4, facts: draft },
    { id: 'same-time', sourceId: source, createdAt: 5, facts: draft },
    { id: 'used', sourceId: source, createdAt: 3, facts: draft },
    { id: 'wanted', sourceId: source, createdAt: 2, facts: '{"draft":false}' },
    { id: 'before-drafts', sourceId: source, createdAt: 1, facts: '{}' },
    { id: 'of-another', sourceId: other, createdAt: 4, facts: draft },
    { id: 'later', sourceId: source, createdAt: 6, facts: draft },
  ])
    insertModel(db, row)
  const head = { sourceId: source, createdAt: 3, title: '', from: 1, to: 2, incidents: 0, leading: null }
  const report = insertReport(db, head, 'used', '{}')
  assert.deepEqual(deleteDraftsBefore(db, latest).toSorted(), ['draft', 'same-time'])
  deleteReport(db, report, 7)
  assert.deepEqual(deleteDraftsBefore(db, latest), [], 'it can be restored')
  purgeReports(db, 8)
  assert.deepEqual(deleteDraftsBefore(db, latest), ['used'])
  const left = listModels(db).map(({ id }) => id)
  assert.deepEqual(left, ['later', 'latest', 'of-another', 'wanted', 'before-drafts'])
})

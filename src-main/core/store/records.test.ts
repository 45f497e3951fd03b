// Imports and models: round trips.
import assert from 'node:assert/strict'
import test from 'node:test'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { finishImport, insertImport, listImports } from './imports.ts'
import { insertModel, listModels } from './models.ts'
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

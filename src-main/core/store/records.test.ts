// Imports and models: round trips; drafts that nobody needs any more.
import assert from 'node:assert/strict'
import test from 'node:test'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { finishImport, insertImport, listImports } from './imports.ts'
import {
  type ModelRow,
  chooseModel,
  deleteDraftsBefore,
  findModel,
  insertModel,
  listModels,
  readFacts,
} from './models.ts'
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

/** A model that was in use, of active rows, unless a test says otherwise. */
const row = (id: string, sourceId: number, createdAt: number, own: Partial<ModelRow> = {}): ModelRow => ({
  ...{
    id,
    sourceId,
    createdAt,
    chosenAt: null,
    refused: null,
    haState: 'active',
    isDraft: false,
    facts: '{}',
  },
  ...own,
})

test('models of one source or of all, newest first; what was chosen later comes before, what was refused last', (context) => {
  const { db, source } = temporaryStore(context)
  const other = ensureSource(db, 'other', 'other')
  const [a, b, c, d] = [
    row('a', source, 5, { haState: null, isDraft: true }),
    row('b', other, 9, { facts: '{"engine":"wasm"}' }),
    row('c', source, 5),
    row('d', source, 8, { refused: 'worse' }),
  ]
  for (const one of [a, b, c, d]) insertModel(db, one)
  const heads = [b, c, a, d].map(({ id }) => findModel(db, id))
  const { facts, ...head } = c
  assert.deepEqual([heads[1], facts], [head, '{}'])
  assert.deepEqual(listModels(db), heads)
  assert.deepEqual(listModels(db, source), heads.slice(1))
  assert.deepEqual([findModel(db, 'a'), findModel(db, 'z')], [heads[2], undefined])
  assert.equal(readFacts(db, 'b'), b.facts)
  chooseModel(db, 'a', 6)
  chooseModel(db, 'd', 7)
  assert.deepEqual(
    listModels(db, source).map(({ id, chosenAt, refused, isDraft }) => [id, chosenAt, refused, isDraft]),
    [
      ['d', 7, null, false],
      ['a', 6, null, false],
      ['c', null, null, false],
    ],
  )
})

test('drafts of the source that came before go; with a report of theirs they stay until it is purged', (context) => {
  const { db, source } = temporaryStore(context)
  const other = ensureSource(db, 'other', 'other')
  const draft = { isDraft: true }
  const latest = row('latest', source, 5, draft)
  for (const one of [
    latest,
    row('draft', source, 4, draft),
    row('same-time', source, 5, draft),
    row('used', source, 3, draft),
    row('wanted', source, 2),
    row('of-another', other, 4, draft),
    row('later', source, 6, draft),
  ])
    insertModel(db, one)
  const head = { sourceId: source, createdAt: 3, title: '', from: 1, to: 2, incidents: 0, leading: null }
  const report = insertReport(db, head, 'used', '{}')
  assert.deepEqual(deleteDraftsBefore(db, latest).toSorted(), ['draft', 'same-time'])
  deleteReport(db, report, 7)
  assert.deepEqual(deleteDraftsBefore(db, latest), [], 'it can be restored')
  purgeReports(db, 8)
  assert.deepEqual(deleteDraftsBefore(db, latest), ['used'])
  const left = listModels(db).map(({ id }) => id)
  assert.deepEqual(left, ['later', 'latest', 'of-another', 'wanted'])
})

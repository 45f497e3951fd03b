// Imports, models, reports and anomalies: round trips.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import { finishImport, insertImport, listImports } from './imports.ts'
import { insertModel, listModels } from './models.ts'
import {
  deleteReport,
  getReport,
  insertAnomalies,
  insertReport,
  listAnomalies,
  listReports,
} from './reports.ts'
import { ensureSource } from './sources.ts'

const isNotFound = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'NOT_FOUND'

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

test('reports come back whole, also large ones; NOT_FOUND says which is missing', (context) => {
  const { db, source } = temporaryStore(context)
  const head = { sourceId: source, createdAt: 50, title: 'nn1, a – b', from: 1, to: 9, incidents: 2 }
  const body = JSON.stringify({ text: 'ü'.repeat(200_000) })
  const id = insertReport(db, head, body)
  const second = insertReport(db, { ...head, title: 'later' }, '{}')
  assert.deepEqual(getReport(db, id), { head: { ...head, id }, body })
  assert.deepEqual(
    listReports(db, 10).map((report) => report.id),
    [second, id],
  )
  assert.deepEqual(
    listReports(db, 1).map(({ title }) => title),
    ['later'],
  )
  assert.ok(Number(db.get('SELECT length(body) AS bytes FROM reports WHERE id = ?', id)?.['bytes']) < 1000)
  deleteReport(db, id)
  assert.throws(() => getReport(db, id), isNotFound)
  assert.throws(() => deleteReport(db, id), isNotFound)
  assert.equal(getReport(db, second).head.title, 'later')
})

test('anomalies: newest first, of two reports the later counts, gone with their report', (context) => {
  const { db, source, node } = temporaryStore(context)
  const report = (): number =>
    insertReport(db, { sourceId: source, createdAt: 1, title: 't', from: 0, to: 9, incidents: 1 }, '{}')
  const owner = (reportId: number, threshold: number) => ({
    sourceId: source,
    nodeId: node,
    reportId,
    threshold,
  })
  const [older, newer] = [report(), report()]
  insertAnomalies(db, owner(newer, 0.2), [{ time: 20, score: 2, topMetric: 'GcTimeMillis' }])
  insertAnomalies(db, owner(older, 0.1), [
    { time: 10, score: 1, topMetric: 'CreateAvgTime' },
    { time: 20, score: 3, topMetric: 'CreateAvgTime' },
    { time: 30, score: 4, topMetric: 'CreateAvgTime' },
  ])
  const list = (from: number, to: number, limit = 10) =>
    listAnomalies(db, { sourceId: source, from, to, limit })
  assert.deepEqual(list(0, 25), [
    { time: 20, score: 2, threshold: 0.2, top_metric: 'GcTimeMillis', report_id: newer },
    { time: 10, score: 1, threshold: 0.1, top_metric: 'CreateAvgTime', report_id: older },
  ])
  assert.deepEqual(
    list(10, 30, 1).map(({ time }) => time),
    [30],
  )
  assert.deepEqual(listAnomalies(db, { sourceId: source + 1, from: 0, to: 99, limit: 9 }), [])
  deleteReport(db, newer)
  assert.deepEqual(
    list(20, 20).map(({ score }) => score),
    [3],
  )
})

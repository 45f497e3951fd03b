// Reports and their anomalies: round trips, what people add, deletion that can be undone for a while.
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { insertAnomalies, listAnomalies } from './anomalies.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import {
  deleteReport,
  getReport,
  insertReport,
  listReports,
  purgeReports,
  restoreReport,
  updateReport,
} from './reports.ts'

const isNotFound = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'NOT_FOUND'

function storeWithReports(context: TestContext) {
  const store = temporaryStore(context)
  const head = { sourceId: store.source, createdAt: 50, title: 'nn1, a – b', from: 1, to: 9, incidents: 2 }
  const insert = (body = '{}', leading: string | null = 'CreateAvgTime'): number =>
    insertReport(store.db, { ...head, leading }, 'model-1', body)
  const ids = (): number[] => listReports(store.db, 10).map(({ id }) => id)
  return { ...store, head, insert, ids }
}

test('reports come back whole, also large ones; NOT_FOUND says which is missing', (context) => {
  const { db, head, insert, ids } = storeWithReports(context)
  const body = JSON.stringify({ text: 'ü'.repeat(200_000) })
  const id = insert(body)
  const second = insert('{}', null)
  const whole = { ...head, id, leading: 'CreateAvgTime', note: '', sourceName: 'nn1', receivedAt: null }
  assert.deepEqual(getReport(db, id), { head: whole, body })
  assert.deepEqual(listReports(db, 10)[1], whole)
  assert.equal(getReport(db, second).head.leading, null)
  assert.deepEqual(ids(), [second, id])
  assert.deepEqual(
    listReports(db, 1).map((one) => one.id),
    [second],
  )
  assert.ok(Number(db.get('SELECT length(body) AS bytes FROM reports WHERE id = ?', id)?.['bytes']) < 1000)
  assert.throws(() => getReport(db, 99), isNotFound)
})

test('a title and a note change apart from each other and leave the rest alone', (context) => {
  const { db, insert } = storeWithReports(context)
  const [id, other] = [insert('{"a":1}'), insert()]
  const before = getReport(db, id).head
  assert.deepEqual(updateReport(db, id, { title: 'du storm' }), { ...before, title: 'du storm' })
  const noted = { ...before, title: 'du storm', note: 'by analyst\n' }
  assert.deepEqual(updateReport(db, id, { note: 'by analyst\n' }), noted)
  assert.deepEqual(updateReport(db, id, {}), noted)
  assert.equal(updateReport(db, id, { note: '' }).note, '')
  assert.equal(getReport(db, id).body, '{"a":1}')
  assert.equal(getReport(db, other).head.title, before.title)
  deleteReport(db, id, 5)
  assert.throws(() => updateReport(db, id, { note: 'late' }), isNotFound)
  assert.equal(restoreReport(db, id).note, '')
})

test('a deleted report is gone everywhere until it is restored, once and for all after a purge', (context) => {
  const { db, insert, ids } = storeWithReports(context)
  const [older, newer] = [insert(), insert()]
  deleteReport(db, older, 1000)
  assert.throws(() => getReport(db, older), isNotFound)
  assert.throws(() => deleteReport(db, older, 2000), isNotFound)
  assert.deepEqual(ids(), [newer])
  assert.equal(restoreReport(db, older).id, older)
  assert.equal(restoreReport(db, older).id, older)
  assert.deepEqual(ids(), [newer, older])
  deleteReport(db, older, 1000)
  assert.equal(purgeReports(db, 1000), 0)
  assert.equal(purgeReports(db, 1001), 1)
  assert.throws(() => restoreReport(db, older), isNotFound)
  assert.deepEqual(ids(), [newer])
})

test('anomalies: newest first, of two reports the later counts, gone and back with their report', (context) => {
  const { db, source, node, insert } = storeWithReports(context)
  const owner = (reportId: number, threshold: number) => ({
    sourceId: source,
    nodeId: node,
    reportId,
    threshold,
  })
  const [older, newer] = [insert(), insert()]
  insertAnomalies(db, owner(newer, 0.2), [{ time: 20, score: 2, topMetric: 'GcTimeMillis' }])
  insertAnomalies(db, owner(older, 0.1), [
    { time: 10, score: 1, topMetric: 'CreateAvgTime' },
    { time: 20, score: 3, topMetric: 'CreateAvgTime' },
    { time: 30, score: 4, topMetric: 'CreateAvgTime' },
  ])
  const list = (from: number, to: number, limit = 10) =>
    listAnomalies(db, { sourceId: source, from, to, limit })
  assert.deepEqual(list(0, 25), [
    { time: 20, score: 2, threshold: 0.2, top_metric: 'GcTimeMillis', report_id: newer, incident_id: null },
    { time: 10, score: 1, threshold: 0.1, top_metric: 'CreateAvgTime', report_id: older, incident_id: null },
  ])
  assert.deepEqual(
    list(10, 30, 1).map(({ time }) => time),
    [30],
  )
  assert.deepEqual(listAnomalies(db, { sourceId: source + 1, from: 0, to: 99, limit: 9 }), [])
  const scores = (): number[] => list(20, 20).map(({ score }) => score)
  deleteReport(db, newer, 1)
  assert.deepEqual(scores(), [3])
  restoreReport(db, newer)
  assert.deepEqual(scores(), [2])
  deleteReport(db, newer, 1)
  purgeReports(db, 2)
  assert.deepEqual(scores(), [3])
  assert.deepEqual(db.get('SELECT count(*) AS left FROM anomalies WHERE report_id = ?', newer), { left: 0 })
})

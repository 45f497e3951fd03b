// Kept incidents: lists, evidence, what people say of them, and the stretches that training leaves out.
import assert from 'node:assert/strict'
import test from 'node:test'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { insertAnomalies, listAnomalies } from './anomalies.ts'
import { flaggedStretches } from './baseline-rules.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'
import {
  type KnownIncident,
  closeIncident,
  continueIncident,
  countOpen,
  getIncident,
  incidentHead,
  incidentIn,
  insertIncident,
  judgeIncident,
  latestIncident,
  listIncidents,
} from './incidents.ts'
import { deleteReport, insertReport } from './reports.ts'
import { ensureNode, ensureSource } from './sources.ts'
import type { WritableDatabase } from './database.ts'

const incident = (start: number, end: number): KnownIncident['incident'] => ({
  start,
  end,
  peak: 9,
  severity: 54,
  metrics: [
    { metric: 'CallQueueLength', contribution: 1, normal: [0, 2], peak: 80, peakAt: start, fell: false },
  ],
  users: [],
  causes: [],
  opinions: [],
})

function openIncident(
  { db, source, node }: { db: WritableDatabase; source: number; node: number },
  start: number,
  end: number,
): number {
  const found = {
    ...{ sourceId: source, nodeId: node, haState: 'active', modelId: 'm1', threshold: 4 },
    ...{ cause: null, title: 'Call queue length rose to 80', user: null },
    incident: incident(start, end),
  }
  const windows = [start + 2, end].map((time) => ({ time, score: 9, topMetric: 'CallQueueLength' }))
  return insertIncident(db, found, windows, end + 5)
}

const all = { source: undefined, state: undefined, from: 0, to: 1e6, limit: 9 } as const

test('an incident is kept with its evidence, goes on and is closed', (context) => {
  const store = temporaryStore(context)
  const { db, source, node } = store
  const id = openIncident(store, 100, 120)
  const { incident: kept, ...head } = getIncident(db, id)
  assert.deepEqual(kept, incident(100, 120))
  assert.deepEqual(head, incidentHead(db, id))
  assert.deepEqual(
    [head.source, head.node, head.state, head.windows, head.leading, head.openedAt, head.verdict],
    ['nn1', 'nn1:8020', 'open', 2, 'CallQueueLength', 125, null],
  )
  const now = { ...incident(100, 140), severity: 60 }
  const words = { incident: now, cause: 'delete-storm', title: 'Mass delete', user: 'etl' }
  continueIncident(
    db,
    id,
    words,
    [
      { time: 120, score: 9, topMetric: 'x' },
      { time: 140, score: 8, topMetric: 'x' },
    ],
    150,
  )
  assert.deepEqual(latestIncident(db, node, 'active'), {
    id,
    closed_at: null,
    peak: 9,
    first: 102,
    last: 140,
  })
  assert.equal(countOpen(db, source), 1)
  closeIncident(db, id, 200)
  closeIncident(db, id, 300)
  const closed = getIncident(db, id)
  assert.deepEqual(
    [closed.state, closed.closedAt, closed.end, closed.windows, closed.title, closed.user, closed.severity],
    ['closed', 200, 140, 3, 'Mass delete', 'etl', 60],
  )
  assert.equal(countOpen(db, source), 0)
  assert.deepEqual(latestIncident(db, node, 'standby'), undefined)
  assert.throws(
    () => getIncident(db, 99),
    (error) => error instanceof DeclaredError && error.code === 'NOT_FOUND',
  )
})

test('open ones are listed first, then the newest; a range and a state leave others out', (context) => {
  const store = temporaryStore(context)
  const { db, source, node } = store
  const ids = [100, 200, 300].map((start) => openIncident(store, start, start + 20))
  for (const id of ids.slice(1)) closeIncident(db, id, 500)
  const listed = (query: Partial<Parameters<typeof listIncidents>[1]>): number[] =>
    listIncidents(db, { ...all, ...query }).map(({ id }) => ids.indexOf(id))
  assert.deepEqual(listed({}), [0, 2, 1])
  assert.deepEqual(listed({ limit: 1 }), [0])
  assert.deepEqual(listed({ state: 'closed' }), [2, 1])
  assert.deepEqual(listed({ state: 'open' }), [0])
  assert.deepEqual(listed({ from: 220, to: 300 }), [2, 1])
  assert.deepEqual(listed({ from: 221, to: 299 }), [])
  assert.deepEqual(listed({ source: source + 1 }), [])
  assert.equal(incidentIn(db, node, 'active', { from: 210, to: 400 }), ids[2])
  assert.equal(incidentIn(db, node, 'active', { from: 121, to: 199 }), undefined)
})

test('what people say stays through what comes, and a part of it changes alone', (context) => {
  const store = temporaryStore(context)
  const { db, source } = store
  const id = openIncident(store, 100, 120)
  judgeIncident(db, id, { acknowledgedAt: 130, note: 'planned' })
  const judged = judgeIncident(db, id, { verdict: 'normal', mutedUntil: 900 })
  assert.deepEqual(
    [judged.acknowledgedAt, judged.mutedUntil, judged.note, judged.verdict],
    [130, 900, 'planned', 'normal'],
  )
  continueIncident(db, id, { incident: incident(100, 160), cause: null, title: 't', user: null }, [], 170)
  assert.equal(incidentHead(db, id).note, 'planned')
  assert.equal(judgeIncident(db, id, { verdict: null, acknowledgedAt: null }).verdict, null)
  openIncident(store, 400, 450)
  assert.deepEqual(
    flaggedStretches(db, source).map(({ from, to, verdict }) => ({ from, to, verdict })),
    [
      { from: 100, to: 160, verdict: null },
      { from: 400, to: 450, verdict: null },
    ],
  )
  assert.deepEqual(listIncidents(db, { source, state: undefined, from: 161, to: 399, limit: 9 }), [])
  assert.throws(() => judgeIncident(db, 99, { note: '' }), DeclaredError)
})

test('flagged windows of reports and of monitoring are one list, each window once', (context) => {
  const store = temporaryStore(context)
  const { db, source, node } = store
  const id = openIncident(store, 100, 120)
  const head = {
    ...{ sourceId: source, createdAt: 1, title: 't', from: 0, to: 500 },
    incidents: 1,
    leading: null,
  }
  const report = insertReport(db, head, 'm1', '{}')
  const anomaly = (time: number) => ({ time, score: 5, topMetric: 'y' })
  insertAnomalies(
    db,
    { sourceId: source, nodeId: node, reportId: report, threshold: 3 },
    [120, 130].map(anomaly),
  )
  const other = ensureNode(db, source, 'nn2:8020')
  insertAnomalies(db, { sourceId: source, nodeId: other, reportId: report, threshold: 3 }, [anomaly(120)])
  const listed = (limit: number): unknown[] =>
    listAnomalies(db, { sourceId: source, from: 0, to: 500, limit }).map((row) => [
      ...[row.time, row.score, row.threshold, row.top_metric],
      ...[row.report_id, row.incident_id],
    ])
  assert.deepEqual(listed(9), [
    [130, 5, 3, 'y', report, null],
    [120, 9, 4, 'CallQueueLength', report, id],
    [120, 5, 3, 'y', report, null],
    [102, 9, 4, 'CallQueueLength', null, id],
  ])
  assert.equal(listed(2).length, 2)
  deleteReport(db, report, 9)
  assert.deepEqual(listed(1), [[120, 9, 4, 'CallQueueLength', null, id]])
  const another = ensureSource(db, 'CID-2/BP-2', 'nn9')
  assert.deepEqual(listAnomalies(db, { sourceId: another, from: 0, to: 500, limit: 9 }), [])
})

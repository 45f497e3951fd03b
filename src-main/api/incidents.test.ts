// Kept incidents and monitoring over HTTP, and the original's call for anomaly events.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { IncidentHead, KeptIncident } from '../../src-shared/contract/incidents.ts'
import { Monitoring } from '../../src-shared/contract/monitoring.ts'
import { openDatabase } from '../core/store/database.ts'
import { closeIncident, insertIncident } from '../core/store/incidents.ts'
import { ensureNode, ensureSource } from '../core/store/sources.ts'
import { type TestServer, codeOf, startTestServer } from './fixtures/test-server.ts'

/** Epoch ms; the server's clock stands still. */
const now = Date.UTC(2026, 4, 5, 12)
const minute = 60_000

let server: TestServer
/** One closed, one open. */
let ids: readonly [number, number]
before(async () => {
  server = await startTestServer({ host: { clock: { now: () => now } } })
  const db = openDatabase(server.folder)
  const source = ensureSource(db, 'CID-1/BP-1', 'nn1')
  const node = ensureNode(db, source, 'nn1:8020')
  const insert = (start: number): number =>
    insertIncident(
      db,
      {
        ...{ sourceId: source, nodeId: node, haState: 'active', modelId: 'm1', threshold: 4 },
        ...{ cause: 'mass-delete', title: 'Mass delete by etl', user: 'etl' },
        incident: {
          ...{ start, end: start + minute, peak: 9, severity: 54 },
          ...{ metrics: [], users: [], causes: [], opinions: [] },
        },
      },
      [{ time: start + minute, score: 9, topMetric: 'DeleteNumOps' }],
      start + 2 * minute,
    )
  ids = [insert(now - 60 * minute), insert(now - 5 * minute)]
  closeIncident(db, ids[0], now - 50 * minute)
  db.close()
})
after(() => server[Symbol.asyncDispose]())

const heads = async (path: string): Promise<number[]> =>
  z
    .array(IncidentHead)
    .parse((await server.call(path)).json)
    .map(({ id }) => id)

test('incidents are listed, the open one first, and read one by one', async () => {
  assert.deepEqual(await heads('/api/incidents'), [ids[1], ids[0]])
  assert.deepEqual(await heads('/api/incidents?state=closed&source=1'), [ids[0]])
  assert.deepEqual(await heads(`/api/incidents?from=${String(now - 6 * minute)}`), [ids[1]])
  assert.deepEqual(await heads('/api/incidents?limit=1'), [ids[1]])
  const { state, incident } = KeptIncident.parse((await server.call(`/api/incidents/${String(ids[0])}`)).json)
  assert.deepEqual([state, incident.peak], ['closed', 9])
  for (const path of ['/api/incidents/99', '/api/incidents?source=99']) {
    const reply = await server.call(path)
    assert.deepEqual([reply.status, codeOf(reply)], [404, 'NOT_FOUND'])
  }
})

test('an incident is acknowledged, muted, annotated, judged, and all of it taken back', async () => {
  const patch = async (body: object): Promise<IncidentHead> => {
    const reply = await server.call(`/api/incidents/${String(ids[1])}`, { method: 'PATCH', body })
    assert.equal(reply.status, 200, reply.text)
    return IncidentHead.parse(reply.json)
  }
  const mutedUntil = now + 30 * minute
  await patch({ acknowledged: true, note: 'the nightly job' })
  const judged = await patch({ verdict: 'normal', mutedUntil })
  assert.deepEqual(
    [judged.acknowledgedAt, judged.note, judged.verdict, judged.mutedUntil],
    [now, 'the nightly job', 'normal', mutedUntil],
  )
  const back = await patch({ acknowledged: false, verdict: null, mutedUntil: null })
  assert.deepEqual(
    [back.acknowledgedAt, back.note, back.verdict, back.mutedUntil],
    [null, 'the nightly job', null, null],
  )
  const wrong = await server.call('/api/incidents/99', { method: 'PATCH', body: { note: '' } })
  assert.equal(codeOf(wrong), 'NOT_FOUND')
})

test('the original’s call lists flagged windows of incidents', async () => {
  const reply = await server.call('/api/anomalies?limit=1')
  assert.deepEqual(reply.json, {
    anomalies: [
      {
        ...{ timestamp: now - 4 * minute, score: 9, threshold: 4, top_metric: 'DeleteNumOps' },
        ...{ report_id: null, incident_id: ids[1] },
      },
    ],
  })
})

test('monitoring is off until somebody watches; then a stage runs out of its turn', async () => {
  const status = async () => Monitoring.parse((await server.call('/api/monitoring')).json)
  assert.equal((await status()).state, 'off')
  const run = { method: 'POST', body: { stage: 'score' } }
  const refused = await server.call('/api/monitoring/run', run)
  assert.deepEqual([refused.status, codeOf(refused)], [409, 'BUSY'])
  server.core.watch()
  const { state, stages } = Monitoring.parse((await server.call('/api/monitoring/run', run)).json)
  assert.deepEqual([state, stages.find(({ stage }) => stage === 'score')?.lastAt], ['on', now])
})

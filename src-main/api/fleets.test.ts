// Fleets over HTTP: what cannot be is refused at once, an engine that is gone ends a run with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { Fleet, FleetHead } from '../../src-shared/contract/fleets.ts'
import { codeOf, detailOf, endedJob, startTestServer } from './fixtures/test-server.ts'

const window = { from: '2026-11-22T08:00:00Z', to: '2026-11-22T16:00:00Z' }

test('a run over an engine that does not answer fails with its reason, can be resumed and deleted', async () => {
  await using server = await startTestServer()
  // Port 9 is discard's: nothing listens there.
  const engine = await server.call('/api/engines', { body: { name: 'lab', url: 'http://127.0.0.1:9' } })
  assert.equal(engine.status, 200, engine.text)
  const started = await server.call('/api/fleets', { body: { engine: 1, ...window } })
  assert.equal(started.status, 202, started.text)
  const { id, job, state, ranges, baseline } = FleetHead.parse(started.json)
  assert.ok(state === 'waiting' || state === 'running')
  assert.deepEqual(baseline, { kind: 'same-hours-last-week' })
  assert.deepEqual(ranges, [{ from: Date.UTC(2026, 10, 15, 8), to: Date.UTC(2026, 10, 15, 16) }])
  assert.equal((await endedJob(server, job ?? '')).state, 'failed')
  const fleet = Fleet.parse((await server.call(`/api/fleets/${String(id)}`)).json)
  assert.deepEqual([fleet.state, fleet.rows, fleet.job], ['failed', [], null])
  assert.match(fleet.error ?? '', /127\.0\.0\.1/)
  const resumed = await server.call(`/api/fleets/${String(id)}/resume`, { method: 'POST', body: {} })
  assert.equal(resumed.status, 202, resumed.text)
  await endedJob(server, FleetHead.parse(resumed.json).job ?? '')
  const heads = z.array(FleetHead).parse((await server.call('/api/fleets')).json)
  assert.deepEqual(
    heads.map((head) => head.id),
    [id],
  )
  const report = await server.call(`/api/fleets/${String(id)}/reports`, { body: { instance: 'nn1:9404' } })
  assert.deepEqual([report.status, codeOf(report)], [404, 'NOT_FOUND'])
  const deleted = await server.call(`/api/fleets/${String(id)}`, { method: 'DELETE' })
  assert.deepEqual(deleted.json, { deleted: id })
  assert.equal((await server.call(`/api/fleets/${String(id)}`)).status, 404)
})

test('what cannot be is refused at once', async () => {
  await using server = await startTestServer()
  const start = (body: object) => server.call('/api/fleets', { body: { engine: 1, ...window, ...body } })
  assert.equal(codeOf(await start({})), 'NOT_FOUND')
  await server.call('/api/engines', { body: { name: 'lab', url: 'http://127.0.0.1:9' } })
  const overlapping = await start({ baseline: { kind: 'range', ...window } })
  assert.deepEqual([overlapping.status, codeOf(overlapping)], [400, 'BAD_INPUT'])
  assert.match(detailOf(overlapping), /outside the window/)
  assert.equal(codeOf(await start({ from: window.to, to: window.from })), 'BAD_INPUT')
  assert.equal(codeOf(await start({ baseline: { kind: 'hours-before', hours: 0 } })), 'BAD_INPUT')
  assert.equal(codeOf(await start({ instances: [] })), 'BAD_INPUT')
  assert.deepEqual((await server.call('/api/fleets')).json, [])
})

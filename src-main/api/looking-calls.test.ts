// The calls of a person who looks before reporting: history, suggestions, verdict, preview, scores.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { BaselineVerdict, Model, ScoreSeries } from '../../src-shared/contract/models.ts'
import { Preview } from '../../src-shared/contract/reports.ts'
import { History, Suggestion } from '../../src-shared/contract/samples.ts'
import { type TestServer, codeOf, detailOf, lightRecording, startTestServer } from './fixtures/test-server.ts'

let server: TestServer
let history: History
let range: string

before(async () => {
  server = await startTestServer({ recordings: [lightRecording] })
  history = History.parse((await server.call('/api/samples/history')).json)
  range = `from=${String(history.from)}&to=${String(history.to)}`
})
after(() => server[Symbol.asyncDispose]())

test('history: extent, spacing, role of the node with the data', async () => {
  const { node, rows, from, to, spacingMs, roles, events } = history
  assert.deepEqual([node, rows, events], ['nn1.lab:9000', 48, []])
  assert.ok(from !== null && to !== null && spacingMs !== null && spacingMs > 1000 && spacingMs < 1100)
  assert.deepEqual(roles, [{ from, to, haState: 'active' }])
  const named = await server.call(`/api/samples/history?source=1&node=${encodeURIComponent(node)}`)
  assert.deepEqual(named.json, history)
  assert.equal(codeOf(await server.call('/api/samples/history?node=nn9:1')), 'NOT_FOUND')
})

test('series of the metrics that are asked for', async () => {
  const Series = z.object({ metrics: z.record(z.string(), z.unknown()) })
  const keysOf = async (query: string): Promise<string[]> =>
    Object.keys(Series.parse((await server.call(`/api/samples/series?${query}`)).json).metrics)
  assert.deepEqual(await keysOf('metric=CallQueueLength'), ['CallQueueLength'])
  assert.deepEqual(await keysOf('metric=CallQueueLength&metric=RpcQueueTimeAvgTime'), [
    'RpcQueueTimeAvgTime',
    'CallQueueLength',
  ])
  assert.equal((await keysOf('points=20')).length, 28)
  assert.equal(codeOf(await server.call('/api/samples/series?metric=Nonsense')), 'BAD_INPUT')
})

test('suggestions that the verdict calls usable', async () => {
  const list = z.array(Suggestion).parse((await server.call('/api/samples/suggestions')).json)
  assert.deepEqual(list.map(({ id, step }) => [id, step]).slice(0, 2), [
    ['quietest', 'baseline'],
    ['most-unusual', 'suspect'],
  ])
  const [quiet] = list
  const query = `from=${String(quiet?.from)}&to=${String(quiet?.to)}`
  const verdict = BaselineVerdict.parse((await server.call(`/api/baseline?${query}`)).json)
  assert.deepEqual([verdict.level, verdict.rowsNeeded], ['fair', 30])
  assert.ok(verdict.windows > 0)
})

test('a verdict follows the setting of how many rows a window has', async () => {
  server.services.settings.update({ 'model.sequence_length': 50 })
  try {
    const verdict = BaselineVerdict.parse((await server.call(`/api/baseline?${range}`)).json)
    assert.deepEqual([verdict.level, verdict.rows, verdict.rowsNeeded], ['unusable', 48, 50])
  } finally {
    server.services.settings.update({ 'model.sequence_length': 30 })
  }
  assert.equal(codeOf(await server.call('/api/baseline?from=5')), 'BAD_INPUT')
  const wrong = await server.call(`/api/baseline?from=${String(history.to)}&to=${String(history.from)}`)
  assert.match(detailOf(wrong), /ends after it starts/)
})

test('without a model there is neither preview nor score; with one there are both', async () => {
  assert.equal(codeOf(await server.call(`/api/preview?${range}`)), 'NO_MODEL')
  assert.equal(codeOf(await server.call('/api/models/scores')), 'NO_MODEL')
  // Whose scores are never 0: a threshold low enough flags every window.
  const body = { from_ts: history.from, to_ts: history.to, profile: 'original' }
  assert.equal((await server.call('/api/model/train', { body })).status, 200)
  const [model] = z.array(Model).parse((await server.call('/api/models')).json)
  assert.ok(model !== undefined)
  assert.deepEqual([model.loss.length, model.validationLoss.length], [2, 2])

  const preview = Preview.parse((await server.call(`/api/preview?${range}`)).json)
  assert.deepEqual(
    [preview.model, preview.node, preview.rows, preview.windows, preview.threshold],
    [model.id, history.node, 48, 19, model.threshold],
  )
  const all = Preview.parse((await server.call(`/api/preview?${range}&threshold=1e-9`)).json)
  assert.deepEqual([all.flagged, all.incidentCount, all.modelThreshold], [19, 1, model.threshold])
  assert.equal(codeOf(await server.call(`/api/preview?${range}&threshold=0`)), 'BAD_INPUT')

  const scores = ScoreSeries.parse((await server.call('/api/models/scores')).json)
  assert.deepEqual([scores.model, scores.every, scores.times.length], [model.id, 1, 19])
  assert.equal(scores.scores.filter((score) => score > model.threshold).length, preview.flagged)
  const few = ScoreSeries.parse((await server.call(`/api/models/scores?points=4&${range}`)).json)
  assert.equal(few.times.length, 4)
  assert.equal(codeOf(await server.call('/api/models/scores?model=none')), 'NOT_FOUND')
})

// Baseline rules over HTTP: set, looked at before, refused; a model put back into use; rows still needed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { Model } from '../../src-shared/contract/models.ts'
import { BaselinePreview, Source } from '../../src-shared/contract/sources.ts'
import { type TestServer, codeOf, lightRecording, startTestServer } from './fixtures/test-server.ts'

let server: TestServer
let from = 0
let to = 0

before(async () => {
  server = await startTestServer({ recordings: [lightRecording] })
  const [source] = server.services.sources.list()
  from = source?.first ?? 0
  to = source?.last ?? 0
})
after(() => server[Symbol.asyncDispose]())

const put = (rule: unknown, id = 1) =>
  server.call(`/api/sources/${String(id)}/baseline`, { method: 'PUT', body: { rule } })
const rowsNeeded = async (): Promise<number> =>
  z.looseObject({ rows_needed: z.number() }).parse((await server.call('/api/model/status')).json).rows_needed

test('a rule is kept, shown with its source, and taken back', async () => {
  const rule = { kind: 'rolling', days: 90, hours: { from: 22, to: 6, zone: 'Europe/Berlin' } }
  assert.deepEqual(Source.parse((await put(rule)).json).baseline, rule)
  assert.deepEqual(Source.parse((await server.call('/api/sources/1')).json).baseline, rule)
  assert.equal(Source.parse((await put(null)).json).baseline, null)
})

test('what a rule comes to can be seen before it is set', async () => {
  const rule = { kind: 'fixed', ranges: [{ from, to }] }
  const reply = await server.call('/api/sources/1/baseline/preview', { body: { rule } })
  assert.deepEqual(BaselinePreview.parse(reply.json), { ranges: [{ from, to }], leftOut: [], rows: 48 })
  assert.equal(server.services.baselines.ruleOf(1), null)
})

test('an unknown zone, a range the wrong way round, an unknown source', async () => {
  const nowhere = { kind: 'rolling', days: 1, hours: { from: 1, to: 2, zone: 'Nowhere/City' } }
  assert.deepEqual(codeOf(await put(nowhere)), 'BAD_INPUT')
  assert.deepEqual(codeOf(await put({ kind: 'fixed', ranges: [{ from: to, to: from }] })), 'BAD_INPUT')
  assert.deepEqual(codeOf(await put(null, 77)), 'NOT_FOUND')
})

test('without a model the status says how many rows of what the rule comes to are missing', async () => {
  assert.equal(await rowsNeeded(), 0, '48 rows are enough')
  server.services.baselines.setRule(1, { kind: 'fixed', ranges: [{ from, to: from + 10_000 }] })
  const few = await rowsNeeded()
  assert.ok(few > 0 && few < 30)
  server.services.baselines.setRule(1, null)
})

test('an earlier model is put back into use, an unknown one is not', async () => {
  const train = async (): Promise<Model> =>
    server.services.models.train({
      ...{ source: 1, node: undefined, profile: undefined },
      ranges: [{ from, to }],
    }).outcome
  const [first, second] = [await train(), await train()]
  const used = await server.call(`/api/models/${first.id}/use`, { method: 'POST' })
  assert.deepEqual(Model.parse(used.json), { ...first, current: true })
  const listed = z.array(Model).parse((await server.call('/api/models')).json)
  assert.deepEqual(
    listed.map(({ id, current }) => [id, current]),
    [
      [first.id, true],
      [second.id, false],
    ],
  )
  assert.equal(codeOf(await server.call('/api/models/none/use', { method: 'POST' })), 'NOT_FOUND')
})

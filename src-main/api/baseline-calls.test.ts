// The calls around a baseline: stretches left out, drafts, losses, and its check by cross-validation.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { Job } from '../../src-shared/contract/jobs.ts'
import { BaselineCheck, Model, TrainingLosses } from '../../src-shared/contract/models.ts'
import { formatLocal } from '../../src-shared/time.ts'
import {
  type TestServer,
  call,
  codeOf,
  detailOf,
  endedJob,
  recording,
  startTestServer,
} from './fixtures/test-server.ts'

let server: TestServer
let whole: { readonly from_ts: number; readonly to_ts: number }
/** The edit log was slow meanwhile. */
const fault = { from: 1795363083218, to: 1795363128219 }

before(async () => {
  server = await startTestServer({ recordings: [recording('slow-sync-3.4.jsonl.zst')] })
  const [source] = server.services.sources.list()
  whole = { from_ts: source?.first ?? 0, to_ts: source?.last ?? 0 }
})
after(() => server[Symbol.asyncDispose]())

const started = { prefer: 'respond-async' }
const modelsOf = async (): Promise<Model[]> => z.array(Model).parse((await server.call('/api/models')).json)

test('stretches that are left out are not learned, and what cannot be left out is refused', async () => {
  const train = (leave_out: unknown) => server.call('/api/model/train', { body: { ...whole, leave_out } })
  const cut = { from: formatLocal(fault.from), to: new Date(fault.to).toISOString() }
  assert.equal((await train([cut])).status, 200)
  const [model] = await modelsOf()
  const from = Math.floor(fault.from / 1000) * 1000
  assert.deepEqual(model?.ranges, [
    { from: whole.from_ts, to: from - 1 },
    { from: fault.to + 1, to: whole.to_ts },
  ])
  assert.deepEqual([model.draft, model.engine, model.engineReason], [false, 'fused', null])
  const outside = await train([{ from: whole.from_ts - 5000, to: fault.to }])
  assert.deepEqual([outside.status, codeOf(outside)], [400, 'BAD_INPUT'])
  assert.match(detailOf(outside), /within the baseline/)
  assert.equal(codeOf(await train([{ from: whole.from_ts, to: whole.to_ts }])), 'BAD_INPUT')
  assert.equal(codeOf(await train([{ from: 'soon', to: fault.to }])), 'BAD_INPUT')
  assert.equal(codeOf(await train(Array.from({ length: 101 }, () => fault))), 'BAD_INPUT')
})

test('a draft is a quiet job; its losses can be asked for; the next training takes its place', async () => {
  const body = { ...whole, draft: true }
  const { json } = await server.call('/api/model/train', { body, headers: started })
  const { id, quiet } = Job.parse(json)
  assert.equal(quiet, true)
  const job = await endedJob(server, id)
  const losses = TrainingLosses.parse((await server.call(`/api/jobs/${id}/losses`)).json)
  const made = (await modelsOf()).find((model) => model.id === job.result?.id)
  assert.deepEqual([losses.epochs, losses.epoch, losses.loss], [2, [1, 2], made?.loss])
  assert.equal(made?.draft, true)
  assert.equal((await server.call('/api/model/train', { body: whole })).status, 200)
  assert.ok((await modelsOf()).every((model) => model.id !== made.id))
  assert.equal(codeOf(await server.call('/api/jobs/import-1/losses')), 'NOT_FOUND')
})

test('a check answers once it is done: the fault is unlike the rest', async () => {
  const reply = await server.call('/api/baseline/check', { body: whole })
  assert.equal(reply.status, 200, reply.text)
  const { node, parts, windows, typical, stretches } = BaselineCheck.parse(reply.json)
  assert.deepEqual([node, parts, windows > 120, typical > 0], ['nn1.lab:9000', 3, true, true])
  const [slow] = stretches
  assert.ok(slow !== undefined && slow.from < fault.to && slow.to > fault.from && slow.ratio > 3)
  const [job] = server.services.jobs.list(1)
  assert.deepEqual([job?.kind, job?.quiet, job?.state, job?.result], ['check', true, 'done', null])
  const short = await server.call('/api/baseline/check', { body: { ...whole, leave_out: [fault] } })
  assert.deepEqual([short.status, codeOf(short)], [409, 'NO_DATA'])
  assert.equal(
    codeOf(await server.call('/api/baseline/check', { body: { ...whole, source: 9 } })),
    'NOT_FOUND',
  )
})

test('whoever hangs up while waiting for a check ends it', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const asked = call(`${server.url}/api/baseline/check`, { body: whole, signal })
  const latest = () => server.services.jobs.list(1)[0]
  const before = latest()?.id
  while (latest()?.id === before || latest()?.state !== 'running')
    await new Promise((resolve) => setTimeout(resolve, 2))
  controller.abort()
  await assert.rejects(asked)
  const job = await endedJob(server, latest()?.id ?? '')
  assert.deepEqual([job.kind, job.state], ['check', 'cancelled'])
})

// The original's five calls: paths, bodies and field names as its users know them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { metrics } from '../../src-shared/metrics.ts'
import { formatLocal } from '../../src-shared/time.ts'
import { Job } from '../../src-shared/contract/jobs.ts'
import {
  type Reply,
  type TestServer,
  codeOf,
  detailOf,
  endedJob,
  lightRecording,
  startTestServer,
} from './fixtures/test-server.ts'

let server: TestServer
let from = 0
let to = 0

before(async () => {
  server = await startTestServer({ recordings: [lightRecording] })
  // Whose scores are never 0: a threshold low enough flags every window.
  server.services.settings.update({ 'model.profile': 'original' })
  const [source] = server.services.sources.list()
  from = Math.floor((source?.first ?? 0) / 1000) * 1000
  to = Math.ceil((source?.last ?? 0) / 1000) * 1000
})
after(() => server[Symbol.asyncDispose]())

const Anomaly = z.strictObject({
  timestamp: z.number(),
  score: z.number(),
  top_metric: z.string(),
  root_cause: z.array(
    z.strictObject({
      metric: z.string(),
      contribution: z.number(),
      normal: z.tuple([z.number(), z.number()]).nullable(),
      actual: z.number().nullable(),
      actual_at: z.number().nullable(),
    }),
  ),
})

const ReportReply = z.strictObject({
  report_id: z.number(),
  threshold: z.number(),
  windows: z.array(z.strictObject({ timestamp: z.number(), score: z.number(), is_anomaly: z.boolean() })),
  metrics: z.record(z.string(), z.array(z.tuple([z.number(), z.number().nullable()]))),
  anomalies: z.array(Anomaly),
  links: z.strictObject({ html: z.string(), pdf: z.string(), json: z.string() }),
})

const Rows = z.strictObject({ rows: z.array(z.record(z.string(), z.number().nullable())) })

const nothing = {
  state: 'untrained',
  threshold: null,
  baseline_from: null,
  baseline_to: null,
  rows_used: null,
  epochs_run: null,
  trained_at: null,
  rows_needed: 30,
}

test('before anything is imported the status is untrained, and training says why it cannot', async () => {
  await using empty = await startTestServer()
  const status = await empty.call('/api/model/status')
  assert.deepEqual([status.status, status.json], [200, nothing])
  const body = { from_ts: '2026-02-24 21:00:00', to_ts: '2026-02-24 23:00:00' }
  const train = await empty.call('/api/model/train', { body })
  assert.deepEqual([train.status, codeOf(train)], [409, 'NO_DATA'])
  assert.match(detailOf(train), /^No processed data available for training/)
  for (const path of ['/api/metrics', '/api/anomalies']) {
    const reply = await empty.call(path)
    assert.deepEqual([reply.status, codeOf(reply)], [409, 'NO_DATA'], path)
  }
})

test('a range without rows says how many there are and how many are needed', async () => {
  const reply = await server.call('/api/model/train', {
    body: { from_ts: from - 7_200_000, to_ts: from - 3_600_000 },
  })
  assert.deepEqual([reply.status, codeOf(reply)], [409, 'NO_DATA'])
  const facts = z.looseObject({ rows: z.number(), rowsNeeded: z.number() }).parse(reply.json)
  assert.deepEqual([facts.rows, facts.rowsNeeded], [0, 30])
  assert.match(detailOf(reply), /^No processed data available for training/)
})

test('a report before any training is refused', async () => {
  const reply = await server.call('/api/report', { body: { from_ts: from, to_ts: to } })
  assert.deepEqual([reply.status, codeOf(reply)], [409, 'NO_MODEL'])
  const status = (await server.call('/api/model/status')).json
  assert.deepEqual(status, { ...nothing, rows_needed: 0 }, 'its 48 rows are enough')
})

test('training answers once trained, and the status tells of it', async () => {
  const body = { from_ts: formatLocal(from), to_ts: formatLocal(to) }
  const reply = await server.call('/api/model/train', { body })
  assert.equal(reply.status, 200, reply.text)
  const trained = z.looseObject({ threshold: z.number() }).parse(reply.json)
  const baseline = { baseline_from: body.from_ts, baseline_to: body.to_ts }
  const facts = { rows_used: 48, epochs_run: 2, threshold: trained.threshold, ...baseline }
  assert.deepEqual(reply.json, { status: 'trained', ...facts })
  const [model] = server.services.models.list()
  const trainedAt = formatLocal(model?.createdAt ?? 0)
  const status = { state: 'ready', ...facts, trained_at: trainedAt, rows_needed: 0 }
  assert.deepEqual((await server.call('/api/model/status')).json, status)
  assert.deepEqual((await server.call('/api/model/status?source=1')).json, status)
})

test('with Prefer: respond-async training answers a job at once', async () => {
  const headers = { prefer: 'wait=5, respond-async' }
  const body = { from_ts: from, to_ts: new Date(to).toISOString(), profile: 'original' }
  const reply = await server.call('/api/model/train', { body, headers })
  assert.equal(reply.status, 202)
  const { id } = Job.parse(reply.json)
  assert.equal(reply.headers.location, `/api/jobs/${id}`)
  const status = z.looseObject({ state: z.string() }).parse((await server.call('/api/model/status')).json)
  assert.equal(status.state, 'training')
  const job = await endedJob(server, id)
  assert.deepEqual([job.state, job.result?.kind], ['done', 'model'])
})

test('two trainings at once run one after the other', async () => {
  const train = () => server.call('/api/model/train', { body: { from_ts: from, to_ts: to } })
  const replies: Reply[] = []
  const both = [train(), train()].map((one) => one.then((reply) => replies.push(reply)))
  const seen = new Set<string>()
  while (replies.length < both.length) {
    const jobs = server.services.jobs.list().filter((job) => job.kind === 'train' && job.finishedAt === null)
    seen.add(jobs.map((job) => job.state).join())
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.deepEqual(
    replies.map((reply) => reply.status),
    [200, 200],
  )
  assert.ok(seen.has('waiting,running'), [...seen].join(' '))
  assert.ok(!seen.has('running,running'))
})

test('a report has windows, series, anomalies worst first with their root cause, and links', async () => {
  const body = { from_ts: from, to_ts: to, threshold_override: 1e-9, source: 1, node: 'nn1.lab:9000' }
  const reply = await server.call('/api/report', { body })
  assert.equal(reply.status, 200, reply.text)
  const report = ReportReply.parse(reply.json)
  assert.equal(report.threshold, 1e-9)
  assert.equal(report.windows.length, 48 - 30 + 1)
  assert.ok(report.windows.every(({ score, is_anomaly }) => is_anomaly === score > 1e-9))
  assert.deepEqual(Object.keys(report.metrics).toSorted(), metrics.map(({ id }) => id).toSorted())
  assert.equal(report.metrics['ThreadsWaiting']?.length, 48)
  assert.equal(report.anomalies.length, report.windows.filter((window) => window.is_anomaly).length)
  const scores = report.anomalies.map(({ score }) => score)
  assert.deepEqual(
    scores,
    scores.toSorted((left, right) => right - left),
  )
  for (const { top_metric, root_cause, timestamp } of report.anomalies) {
    assert.equal(root_cause[0]?.metric, top_metric)
    assert.ok(report.windows.some((window) => window.timestamp === timestamp))
  }
  const saved = await server.call(report.links.json)
  assert.equal(saved.status, 200)
  assert.equal(report.links.json, `/api/reports/${report.report_id}`)
  const page = await server.call(report.links.html)
  assert.match(page.headers['content-type'] ?? '', /^text\/html/)
  assert.equal(report.links.pdf, `/api/reports/${report.report_id}/export?format=pdf`)
})

test('without an override the threshold is the model’s', async () => {
  const [model] = server.services.models.list()
  const reply = await server.call('/api/report', { body: { from_ts: from, to_ts: to } })
  assert.equal(ReportReply.parse(reply.json).threshold, model?.threshold)
})

test('kept anomalies can be asked for, newest first', async () => {
  const { report_id } = ReportReply.parse(
    (await server.call('/api/report', { body: { from_ts: from, to_ts: to, threshold_override: 1e-9 } })).json,
  )
  const event = z.strictObject({
    timestamp: z.number(),
    score: z.number(),
    threshold: z.number(),
    top_metric: z.string(),
    report_id: z.number(),
    incident_id: z.null(),
  })
  const ask = async (query: string) =>
    z.strictObject({ anomalies: z.array(event) }).parse((await server.call(`/api/anomalies${query}`)).json)
      .anomalies
  const all = await ask('')
  const times = all.map(({ timestamp }) => timestamp)
  assert.deepEqual(
    times,
    times.toSorted((left, right) => right - left),
  )
  assert.equal(all.length, 19)
  assert.ok(all.every((one) => one.report_id === report_id))
  assert.deepEqual(await ask('?limit=2&source=1'), all.slice(0, 2))
  const middle = times[9] ?? 0
  assert.deepEqual(await ask(`?from_ts=${middle}`), all.slice(0, 10))
  assert.deepEqual(await ask(`?to_ts=${middle}`), all.slice(9))
})

test('processed rows come with all 28 metrics, or those named', async () => {
  const ask = async (query: string) => Rows.parse((await server.call(`/api/metrics${query}`)).json).rows
  const all = await ask('')
  assert.equal(all.length, 48)
  assert.deepEqual(Object.keys(all[0] ?? {}), ['timestamp', ...metrics.map(({ id }) => id)])
  const two = await ask('?metric=ThreadsWaiting&metric=CallQueueLength&limit=3&source=1')
  assert.deepEqual(
    two,
    all.slice(-3).map(({ timestamp, ThreadsWaiting, CallQueueLength }) => ({
      timestamp,
      ThreadsWaiting,
      CallQueueLength,
    })),
  )
  assert.deepEqual(Object.keys((await ask('?metric=GcTimeMillis'))[0] ?? {}), ['timestamp', 'GcTimeMillis'])
})

test('times are taken in all three forms, in queries and in bodies', async () => {
  const { rows } = Rows.parse((await server.call('/api/metrics')).json)
  const start = Math.ceil((rows[10]?.['timestamp'] ?? 0) / 1000) * 1000
  const expected = rows.filter((row) => (row['timestamp'] ?? 0) >= start)
  const forms = [formatLocal(start), new Date(start).toISOString(), String(start)]
  for (const form of forms) {
    const reply = await server.call(`/api/metrics?from_ts=${encodeURIComponent(form)}`)
    assert.deepEqual(Rows.parse(reply.json).rows, expected, form)
  }
  for (const from_ts of [...forms, start]) {
    const reply = await server.call('/api/report', { body: { from_ts, to_ts: to } })
    assert.equal(ReportReply.parse(reply.json).metrics['ThreadsWaiting']?.length, expected.length)
  }
})

// The calls beyond the original's five, and the errors that any call can end in.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import {
  type Reply,
  type TestServer,
  detailOf,
  endedJob,
  lightRecording,
  startTestServer,
} from './fixtures/test-server.ts'

let server: TestServer

before(async () => {
  server = await startTestServer({ recordings: [lightRecording] })
})
after(() => server[Symbol.asyncDispose]())

const Problem = z.looseObject({
  type: z.string().startsWith('urn:nnad:problem:'),
  title: z.string().min(1),
  status: z.number(),
  detail: z.string().min(1),
  code: z.string(),
})
const Issues = z.looseObject({
  issues: z.array(z.strictObject({ field: z.string(), wanted: z.string(), got: z.string() })),
})

function assertProblem(reply: Reply, status: number, code: string): void {
  assert.equal(reply.headers['content-type'], 'application/problem+json', reply.text)
  const problem = Problem.parse(reply.json)
  assert.deepEqual([reply.status, problem.status, problem.code], [status, status, code])
}

test('sources, series and the system answer as the contract says', async () => {
  const [source] = server.services.sources.list()
  assert.deepEqual((await server.call('/api/sources')).json, [source])
  assert.deepEqual((await server.call('/api/sources/1')).json, source)
  const series = z
    .looseObject({ node: z.string(), times: z.array(z.number()) })
    .parse((await server.call('/api/samples/series?points=20')).json)
  assert.equal(series.node, 'nn1.lab:9000')
  assert.ok(series.times.length > 0 && series.times.length <= 20)
  const system = z.looseObject({ version: z.string() }).parse((await server.call('/api/system')).json)
  assert.equal(system.version, '9.8.7')
})

test('files of the server are imported as a job', async () => {
  const reply = await server.call('/api/imports', { body: { paths: [lightRecording] } })
  assert.equal(reply.status, 202)
  const job = await endedJob(server, z.looseObject({ id: z.string() }).parse(reply.json).id)
  assert.equal(job.state, 'done')
  const [latest] = z
    .array(z.looseObject({ summary: z.looseObject({ duplicates: z.number() }) }))
    .parse((await server.call('/api/imports?limit=1')).json)
  assert.equal(latest?.summary.duplicates, 60)
})

test('the sample is imported without an upload; of the jobs the latest are listed', async () => {
  // A server of its own: the other tests mean the one source that theirs has.
  await using server = await startTestServer({ recordings: [lightRecording] })
  const reply = await server.call('/api/imports/sample', { method: 'POST' })
  assert.equal(reply.status, 202, reply.text)
  const { id, subject } = z.looseObject({ id: z.string(), subject: z.string() }).parse(reply.json)
  assert.equal(subject, 'sample.jsonl.zst')
  const { state, progress } = await endedJob(server, id)
  assert.equal(state, 'done')
  assert.ok(progress !== null && progress.rate !== null && progress.rate > 0 && progress.remainingMs === null)
  const Ids = z.array(z.looseObject({ id: z.string() }))
  assert.deepEqual(
    Ids.parse((await server.call('/api/jobs?limit=1')).json).map((job) => job.id),
    [id],
  )
  assert.ok(Ids.parse((await server.call('/api/jobs')).json).length > 1)
  assertProblem(await server.call('/api/jobs?limit=0'), 400, 'BAD_INPUT')
  const sample = server.services.sources.list().find(({ documents }) => documents > 100)
  assert.ok(sample?.nodes.every(({ zone }) => zone === 'Etc/UTC'))
})

test('changing one setting leaves the others as they are', async () => {
  const before = z.record(z.string(), z.unknown()).parse((await server.call('/api/settings')).json)
  const change = (body: object) => server.call('/api/settings', { method: 'PATCH', body })
  assert.deepEqual((await change({ 'model.seed': 7 })).json, { ...before, 'model.seed': 7 })
  assert.deepEqual((await change({ 'model.latent_dim': 4 })).json, {
    ...before,
    'model.seed': 7,
    'model.latent_dim': 4,
  })
  const wrong = await change({ 'model.epoch': 3, 'model.seed': -1 })
  assertProblem(wrong, 400, 'BAD_INPUT')
  assert.match(detailOf(wrong), /model\.seed: wanted a value >=0, got -1/)
  assert.match(detailOf(wrong), /"model\.epoch" is none/)
})

test('reports are listed, read and deleted', async () => {
  const [source] = server.services.sources.list()
  const range = { from_ts: source?.first, to_ts: source?.last }
  assert.equal((await server.call('/api/model/train', { body: range })).status, 200)
  assert.equal(z.array(z.unknown()).parse((await server.call('/api/models?source=1')).json).length, 1)
  await server.call('/api/report', { body: range })
  const heads = z.array(z.looseObject({ id: z.number() })).parse((await server.call('/api/reports')).json)
  assert.deepEqual(
    heads.map(({ id }) => id),
    [1],
  )
  const report = z.looseObject({ title: z.string() }).parse((await server.call('/api/reports/1')).json)
  assert.match(report.title, /^nn1\.lab/)
  assert.deepEqual((await server.call('/api/reports/1', { method: 'DELETE' })).json, { deleted: 1 })
  assertProblem(await server.call('/api/reports/1'), 404, 'NOT_FOUND')
  assertProblem(await server.call('/api/reports/1', { method: 'DELETE' }), 404, 'NOT_FOUND')
})

test('what is not there is a 404, a wrong method a 405 that names the right ones', async () => {
  for (const path of ['/api', '/api/', '/api/nothing', '/api/sources/1/2', '/api//sources', '/nothing']) {
    assertProblem(await server.call(path), 404, 'NOT_FOUND')
  }
  assertProblem(await server.call('/api/sources/99'), 404, 'NOT_FOUND')
  assertProblem(await server.call('/api/jobs/train-99'), 404, 'NOT_FOUND')
  const wrong = await server.call('/api/reports/1', { method: 'PUT', body: {} })
  assertProblem(wrong, 405, 'METHOD_NOT_SUPPORTED')
  assert.equal(wrong.headers.allow, 'GET, PATCH, DELETE')
  assertProblem(await server.call('/docs', { method: 'POST' }), 405, 'METHOD_NOT_SUPPORTED')
})

test('wrong input is told field by field: what was wanted, what was got', async () => {
  const body = { from_ts: 'yesterday', source: -1, profile: ['x'], node: { name: 'nn1' } }
  const reply = await server.call('/api/model/train', { body })
  assertProblem(reply, 400, 'BAD_INPUT')
  const time =
    "epoch milliseconds, ISO 8601 (2026-02-24T21:00:00Z) or YYYY-MM-DD HH:MM:SS in the server's zone"
  assert.deepEqual(Issues.parse(reply.json).issues, [
    { field: 'from_ts', wanted: time, got: '"yesterday"' },
    { field: 'to_ts', wanted: time, got: 'nothing' },
    { field: 'profile', wanted: 'one of "default"|"original"', got: '["x"]' },
    { field: 'source', wanted: 'a value >0', got: '-1' },
    { field: 'node', wanted: 'string', got: 'an object' },
  ])
  const query = await server.call('/api/metrics?metric=Nonsense&limit=0&from_ts=2026-02-30')
  assert.deepEqual(
    Issues.parse(query.json).issues.map(({ field, got }) => [field, got]),
    [
      ['from_ts', '"2026-02-30"'],
      ['metric', '"Nonsense"'],
      ['limit', '"0"'],
    ],
  )
  const far = await server.call('/api/metrics?from_ts=99999999999999999999')
  assertProblem(far, 400, 'BAD_INPUT')
  assertProblem(
    await server.call('/api/model/train', { body: { from_ts: 1e300, to_ts: 0 } }),
    400,
    'BAD_INPUT',
  )
})

test('a range the wrong way round is refused by the core', async () => {
  const reply = await server.call('/api/model/train', {
    body: { from_ts: 2_000_000_000_000, to_ts: 1_000_000_000_000 },
  })
  assertProblem(reply, 400, 'BAD_INPUT')
  assert.match(detailOf(reply), /ends after it starts/)
})

test('broken, foreign and too large bodies are refused', async () => {
  const send = (raw: string | Uint8Array, type = 'application/json') =>
    server.call('/api/report', { method: 'POST', raw, headers: { 'content-type': type } })
  assertProblem(await send('{"from_ts":'), 400, 'BAD_INPUT')
  assertProblem(await send(Uint8Array.of(0x22, 0xff, 0x22)), 400, 'BAD_INPUT')
  assertProblem(await send('[]'), 400, 'BAD_INPUT')
  assertProblem(await send(''), 400, 'BAD_INPUT')
  assertProblem(await send(`${'['.repeat(400_000)}${']'.repeat(400_000)}`), 400, 'BAD_INPUT')
  assertProblem(await send('from_ts=1', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE')
  assertProblem(await send('{}', 'text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE')
  assertProblem(await send(' '.repeat(2 ** 20 + 1)), 413, 'TOO_LARGE')
  const chunked = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
  const raw = ' '.repeat(2 ** 20 + 1)
  assertProblem(await server.call('/api/report', { method: 'POST', raw, headers: chunked }), 413, 'TOO_LARGE')
})

test('a bug is a 500 that shows nothing, and its cause is in the log', async () => {
  await using broken = await startTestServer()
  await broken.services.close()
  const reply = await broken.call('/api/sources')
  assertProblem(reply, 500, 'INTERNAL_SERVER_ERROR')
  assert.doesNotMatch(reply.text, /database|sqlite|\.ts/i)
  assert.match(broken.log.join('\n'), /database connection is not open/i)
})

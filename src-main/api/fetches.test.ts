// Fetches over HTTP: started as jobs, refused in plain words, remembered.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { missingForPrometheus } from '../../e2e/prometheus/programs.ts'
import { recordedPrometheus } from '../../e2e/prometheus/recorded-prometheus.ts'
import { recordedDocuments, temporaryFolder } from '../../e2e/recordings.ts'
import { Fetch } from '../../src-shared/contract/fetches.ts'
import { Job } from '../../src-shared/contract/jobs.ts'
import { type TestServer, codeOf, detailOf, startTestServer } from './fixtures/test-server.ts'

/** A server that has only pages. */
async function pageServer(context: TestContext): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Welcome</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.close())
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

async function ended(server: TestServer, id: string): Promise<Job> {
  for (;;) {
    const job = Job.parse((await server.call(`/api/jobs/${id}`)).json)
    if (job.finishedAt !== null) return job
    await wait(20)
  }
}

test('a fetch that cannot be is refused, or fails in plain words', async (context) => {
  await using server = await startTestServer()
  const range = { from: '2026-11-22T00:00:00Z', to: '2026-11-22T01:00:00Z' }
  const unknown = await server.call('/api/engines/7/fetch', { body: range })
  assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'NOT_FOUND'])
  const body = { name: 'page', url: await pageServer(context) }
  assert.equal((await server.call('/api/engines', { body })).status, 200)
  const backwards = await server.call('/api/engines/1/fetch', { body: { from: range.to, to: range.from } })
  assert.deepEqual([backwards.status, codeOf(backwards)], [400, 'BAD_INPUT'])
  assert.match(detailOf(backwards), /ends after it starts/)
  const started = await server.call('/api/engines/1/fetch', { body: { ...range, instances: ['nn1:9404'] } })
  assert.equal(started.status, 202, started.text)
  const { id, kind, subject } = Job.parse(started.json)
  assert.deepEqual([kind, subject], ['fetch', 'nn1:9404'])
  const job = await ended(server, id)
  assert.equal(job.state, 'failed')
  assert.match(job.error?.message ?? '', /got an HTML page \(“Welcome”\)/)
  assert.deepEqual((await server.call('/api/engines/1/fetches')).json, [])
})

test(
  'a fetch out of a real Prometheus is a job, and its summary is remembered',
  { skip: missingForPrometheus() },
  async (context) => {
    const documents = await recordedDocuments('light-3.4-g1')
    const range = { from: documents[0]?.time ?? 0, to: documents.at(-1)?.time ?? 0 }
    await using prometheus = await recordedPrometheus(temporaryFolder(context), documents, ['nn1:9404'], {
      dialect: 'prom-c',
      prefix: '/metrics/of/site',
    })
    await using server = await startTestServer({ host: { clock: { now: () => Date.now() - 7_200_000 } } })
    const body = { name: 'site', url: prometheus.url }
    assert.equal((await server.call('/api/engines', { body })).status, 200)
    const { id } = Job.parse((await server.call('/api/engines/1/fetch', { body: range })).json)
    const job = await ended(server, id)
    assert.deepEqual([job.state, job.result, job.error], ['done', { kind: 'fetch', id }, null])
    const [last] = Fetch.array().parse((await server.call('/api/engines/1/fetches')).json)
    assert.deepEqual([last?.id, last?.range], [id, range])
    const [node] = last?.summary.nodes ?? []
    assert.deepEqual([node?.instance, node?.documents, node?.already], ['nn1:9404', documents.length, 0])
    assert.match(node?.warnings[0] ?? '', /clock is 2\.0 h ahead of this machine's/)
  },
)

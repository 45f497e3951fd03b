// /healthz and /metrics over the real server: who may ask, and what they say.
import assert from 'node:assert/strict'
import test from 'node:test'
import { codeOf, startTestServer } from './fixtures/test-server.ts'
import { parsedMetrics } from './fixtures/parsed-metrics.ts'

const token = (given: string): boolean => given === 'secret'

test('/healthz says ok to anybody who names the server, with no token and no more than that', async () => {
  await using server = await startTestServer({ token })
  const well = await server.call('/healthz')
  assert.deepEqual([well.status, well.text], [200, 'ok\n'])
  assert.match(well.headers['content-type'] ?? '', /^text\/plain/)
  const head = await server.call('/healthz', { method: 'HEAD' })
  assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', '3'])
  const foreign = await server.call('/healthz', { headers: { host: 'evil.example' } })
  assert.deepEqual([foreign.status, codeOf(foreign)], [403, 'FORBIDDEN'])
  const posted = await server.call('/healthz', { method: 'POST' })
  assert.deepEqual([posted.status, posted.headers.allow], [405, 'GET, HEAD'])
})

test('/healthz is not ok once the database does not answer; the log says why, the answer does not', async () => {
  await using server = await startTestServer()
  await server.services.close()
  const reply = await server.call('/healthz')
  assert.deepEqual([reply.status, reply.text], [503, 'not ok\n'])
  assert.match(server.log.join(), /not open/)
})

test('/metrics wants the token, then tells of the process, the disk and what is watched', async () => {
  await using server = await startTestServer({ token })
  const refused = await server.call('/metrics')
  assert.deepEqual([refused.status, codeOf(refused)], [401, 'UNAUTHORIZED'])
  const foreign = await server.call('/metrics', {
    headers: { host: 'evil.example', authorization: 'Bearer secret' },
  })
  assert.equal(foreign.status, 403)
  const reply = await server.call('/metrics', { headers: { authorization: 'Bearer secret' } })
  assert.equal(reply.status, 200)
  assert.equal(reply.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8')
  const families = parsedMetrics(reply.text)
  const valueOf = (name: string): number | undefined =>
    families.find((one) => one.name === name)?.samples[0]?.value
  assert.deepEqual(families.find(({ name }) => name === 'nnad_build_info')?.samples[0]?.labels, {
    version: '9.8.7',
    node: process.versions.node,
  })
  assert.equal(valueOf('nnad_up'), 0)
  assert.ok((valueOf('process_resident_memory_bytes') ?? 0) > 1e6)
  assert.ok((valueOf('process_cpu_seconds_total') ?? 0) > 0)
  assert.equal(valueOf('nnad_disk_budget_bytes'), 20e9)
})

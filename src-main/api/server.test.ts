// The server's life: listening, callers that hang up, closing.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { Job } from '../../src-shared/contract/jobs.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import { type TestServer, endedJob, lightRecording, startTestServer } from './fixtures/test-server.ts'

const isBadInput = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'BAD_INPUT'

/** A training that would take minutes. */
async function longTraining(server: TestServer): Promise<{ from_ts: number; to_ts: number }> {
  const [source] = server.services.sources.list()
  await server.call('/api/settings', { method: 'PATCH', body: { 'model.epochs': 10_000 } })
  return { from_ts: source?.first ?? 0, to_ts: source?.last ?? 0 }
}

async function startedJob(server: TestServer): Promise<Job> {
  for (;;) {
    const job = server.services.jobs.list().find(({ kind, state }) => kind === 'train' && state === 'running')
    if (job !== undefined) return job
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('a caller who waits and hangs up cancels the training', async () => {
  await using server = await startTestServer({ recordings: [lightRecording] })
  const body = await longTraining(server)
  const controller = new AbortController()
  const waiting = server.call('/api/model/train', { body, signal: controller.signal })
  const { id } = await startedJob(server)
  controller.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
  assert.equal((await endedJob(server, id)).state, 'cancelled')
  assert.deepEqual(server.log, [])
})

test('a training started as a job goes on without its caller until it is cancelled', async () => {
  await using server = await startTestServer({ recordings: [lightRecording] })
  const body = await longTraining(server)
  const headers = { prefer: 'respond-async', connection: 'close' }
  const { id } = Job.parse((await server.call('/api/model/train', { body, headers })).json)
  await startedJob(server)
  while (server.services.jobs.get(id).progress === null)
    await new Promise((resolve) => setTimeout(resolve, 10))
  assert.equal(server.services.jobs.get(id).state, 'running')
  await server.call(`/api/jobs/${id}`, { method: 'DELETE' })
  assert.equal((await endedJob(server, id)).state, 'cancelled')
})

test('cancelling the job answers its waiting caller', async () => {
  await using server = await startTestServer({ recordings: [lightRecording] })
  const waiting = server.call('/api/model/train', { body: await longTraining(server) })
  const { id } = await startedJob(server)
  await server.call(`/api/jobs/${id}`, { method: 'DELETE' })
  assert.equal((await waiting).status, 499)
})

test('closing ends idle connections at once and takes no more', async () => {
  await using server = await startTestServer()
  const idle = connect(server.port, '127.0.0.1')
  idle.resume()
  await once(idle, 'connect')
  await server.call('/api/jobs')
  const start = performance.now()
  await Promise.all([once(idle, 'close'), server.server.close()])
  assert.ok(performance.now() - start < 2000)
  await assert.rejects(server.call('/api/jobs'), { code: 'ECONNREFUSED' })
})

test('a port that is taken, and an address that is not ours, are told', async () => {
  await using server = await startTestServer()
  const again = async (options: Parameters<typeof startTestServer>[0]): Promise<void> => {
    await (await startTestServer(options))[Symbol.asyncDispose]()
  }
  await assert.rejects(again({ port: server.port }), isBadInput)
  const network = { allowedHosts: ['a.example'], token: () => true }
  await assert.rejects(again({ address: '192.0.2.1', ...network }), isBadInput)
  await assert.rejects(again({ allowedHosts: ['*'] }), isBadInput)
})

test('a target that is no path, and a host that is empty or missing, are refused', async () => {
  await using server = await startTestServer()
  const send = async (head: string): Promise<string> => {
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`${head}\r\nConnection: close\r\n\r\n`)
    return (await text(socket)).slice(0, 12)
  }
  const own = `Host: localhost:${server.port}`
  assert.equal(await send(`GET /api/jobs HTTP/1.1\r\n${own}`), 'HTTP/1.1 200')
  assert.equal(await send(`GET http://evil.example/api/jobs HTTP/1.1\r\n${own}`), 'HTTP/1.1 400')
  assert.equal(await send('GET /api/jobs HTTP/1.1\r\nHost:'), 'HTTP/1.1 403')
  assert.equal(await send('GET /api/jobs HTTP/1.0'), 'HTTP/1.1 403')
  assert.equal(await send('GET /api/jobs HTTP/1.1'), 'HTTP/1.1 400')
})

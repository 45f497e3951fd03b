// Watches over HTTP: added, seen, changed, removed and put back; a reset while polls are under way.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { startNameNode } from '../../e2e/namenode/replaying-namenode.ts'
import { recordedDocuments } from '../../e2e/recordings.ts'
import { Watch } from '../../src-shared/contract/watches.ts'
import { type TestServer, codeOf, detailOf, startTestServer } from './fixtures/test-server.ts'

const documents = await recordedDocuments('day-a', 60)
const namenodeOf = (context: TestContext) => startNameNode(context, { documents })
const listOf = async (server: TestServer): Promise<Watch[]> =>
  z.array(Watch).parse((await server.call('/api/watches')).json)

/** Waits until something is so; fails after 20 s. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `waited 20 s in vain: ${what}`)
    await wait(10)
  }
}

test('a NameNode is added, polled, seen as rows, paused, removed and put back', async (context) => {
  const namenode = await namenodeOf(context)
  await using server = await startTestServer()
  server.services.watches.start()
  const body = { name: 'nn1', urls: [namenode.url], pollSeconds: 0.05 }
  const added = await server.call('/api/watches', { body })
  assert.equal(added.status, 200, added.text)
  assert.deepEqual(Watch.parse(added.json).authentication, { kind: 'none' })
  await until('documents', async () => ((await listOf(server))[0]?.nodes[0]?.documents ?? 0) > 5)
  await server.services.watches.process()
  const rows = await server.call('/api/metrics?limit=100')
  assert.equal(rows.status, 200, rows.text)
  assert.ok(z.looseObject({ rows: z.array(z.unknown()) }).parse(rows.json).rows.length > 3)
  const change = (how: object) => server.call('/api/watches/1', { method: 'PATCH', body: how })
  assert.equal(Watch.parse((await change({ paused: true })).json).nodes[0]?.state, 'paused')
  assert.equal(Watch.parse((await change({ paused: false, name: 'first' })).json).name, 'first')
  assert.deepEqual((await server.call('/api/watches/1', { method: 'DELETE' })).json, { id: 1 })
  assert.deepEqual(await listOf(server), [])
  assert.equal((await server.call('/api/watches/1/restore', { method: 'POST', body: {} })).status, 200)
  assert.equal((await listOf(server)).length, 1)
})

test('what is wrong is said; a test keeps nothing', async (context) => {
  const namenode = await namenodeOf(context)
  await using server = await startTestServer()
  const refused = await server.call('/api/watches', { body: { name: 'x', urls: ['http://u:p4ss@nn1:9870'] } })
  assert.deepEqual([refused.status, codeOf(refused)], [400, 'BAD_INPUT'])
  assert.match(detailOf(refused), /^Wanted an address without user and password/)
  assert.doesNotMatch(refused.text, /p4ss/)
  const unknown = await server.call('/api/watches/7', { method: 'DELETE' })
  assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'NOT_FOUND'])
  const watch = { name: 'x', urls: [namenode.url] }
  const tested = await server.call('/api/watches/test', { body: { watch } })
  const { addresses } = z
    .looseObject({ addresses: z.array(z.looseObject({ haState: z.string(), problem: z.null() })) })
    .parse(tested.json)
  assert.equal(addresses[0]?.haState, 'active')
  assert.deepEqual(await listOf(server), [])
})

test('a reset and the end come while polls are under way: neither waits for them nor leaves a trace', async (context) => {
  const namenode = await namenodeOf(context)
  const server = await startTestServer()
  context.after(() => rmSync(`${server.folder}.backup-1`, { recursive: true, force: true }))
  const watch = { name: 'nn1', urls: [namenode.url], pollSeconds: 0.02 }
  server.services.watches.start()
  await server.call('/api/watches', { body: watch })
  await until('documents', async () => ((await listOf(server))[0]?.nodes[0]?.documents ?? 0) > 2)
  namenode.fault = { kind: 'slow', ms: 20_000 }
  const asked = namenode.requests.length
  await until('a slow poll', () => Promise.resolve(namenode.requests.length > asked))
  const startedAt = performance.now()
  const reset = await server.call('/api/system/reset', { method: 'POST', body: {} })
  assert.equal(reset.status, 200, reset.text)
  assert.deepEqual(await listOf(server), [])
  server.services.watches.start()
  await server.call('/api/watches', { body: watch })
  await wait(50)
  await server[Symbol.asyncDispose]()
  assert.ok(performance.now() - startedAt < 10_000)
})

// Engines over HTTP: added, listed, changed, tested, asked, removed; what is wrong is said, and no secret comes out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { Engine, EngineTest } from '../../src-shared/contract/engines.ts'
import { startApiServer, success } from '../core/history/fixtures/api-server.ts'
import { codeOf, detailOf, startTestServer } from './fixtures/test-server.ts'

test('an engine is added, changed, asked and removed', async () => {
  await using site = await startApiServer(({ path }) =>
    path.endsWith('/series') ? success([]) : success({ resultType: 'vector', result: [] }),
  )
  await using server = await startTestServer()
  const body = { name: 'site', url: `${site.url}/api/v1/query`, headers: ['X-Scope-OrgID'] }
  const added = await server.call('/api/engines', { body })
  assert.equal(added.status, 200, added.text)
  const { id, url, headerSecrets } = Engine.parse(added.json)
  assert.equal(url, site.url)
  assert.deepEqual(headerSecrets, [
    { header: 'X-Scope-OrgID', name: `engine-${id}-x-scope-orgid`, isSet: false },
  ])
  const unset = await server.call(`/api/engines/${id}/namenodes`)
  assert.match(detailOf(unset), /value of the header X-Scope-OrgID .* not set/)
  const secrets = await server.call('/api/secrets')
  assert.match(secrets.text, /NNAD_SECRET_ENGINE_1_X_SCOPE_ORGID/)
  const changed = await server.call(`/api/engines/${id}`, { method: 'PATCH', body: { headers: [] } })
  assert.deepEqual(Engine.parse(changed.json).headers, [])
  const found = await server.call(`/api/engines/${id}/namenodes`)
  assert.deepEqual(found.json, [])
  const mapping = await server.call(`/api/engines/${id}/mapping`)
  assert.equal(codeOf(mapping), 'NO_DATA')
  const removed = await server.call(`/api/engines/${id}`, { method: 'DELETE' })
  assert.deepEqual(removed.json, { id })
  assert.deepEqual(z.array(Engine).parse((await server.call('/api/engines')).json), [])
})

test('a test keeps nothing and says what is wrong', async () => {
  await using page = await startApiServer(() => ({ body: '<html><title>Log in</title></html>' }))
  await using server = await startTestServer()
  const engine = { name: 'site', url: page.url, authentication: { kind: 'bearer' } }
  const tested = await server.call('/api/engines/test', { body: { engine, secret: 'hush' } })
  const { problem } = EngineTest.parse(tested.json)
  assert.equal(problem?.kind, 'html')
  assert.doesNotMatch(tested.text, /hush/)
  assert.deepEqual((await server.call('/api/engines')).json, [])
  const refused = await server.call('/api/engines', { body: { name: 'x', url: 'http://u:p4ss@p' } })
  assert.deepEqual([refused.status, codeOf(refused)], [400, 'BAD_INPUT'])
  assert.doesNotMatch(refused.text, /p4ss/)
  const unknown = await server.call('/api/engines/7/namenodes')
  assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'NOT_FOUND'])
})

// Engines as a service: kept with their secrets apart, checked, tested, and asked with what is kept for their host alone.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type EngineInput, EngineInput as Input } from '../../../src-shared/contract/engines.ts'
import { mapSecrets, testHost } from '../fixtures/test-host.ts'
import { temporaryStore } from '../store/fixtures/temporary-store.ts'
import { type ApiServer, startApiServer, success } from './fixtures/api-server.ts'
import { Engines } from './engines.ts'
import { engineUrl } from './engine-target.ts'

const input = (own: Partial<EngineInput> = {}): EngineInput =>
  Input.parse({ name: 'site', url: 'http://prometheus:9090', ...own })

function service(context: TestContext, values = new Map<string, string>()): Engines {
  const { db, folder } = temporaryStore(context)
  return new Engines({ db, host: testHost({ dataFolder: folder, secrets: mapSecrets(values) }) })
}

/** An engine of a site without NameNodes. */
const emptySite = (): Promise<ApiServer> =>
  startApiServer(({ path }) => {
    if (path.endsWith('/series')) return success([])
    if (path.endsWith('/buildinfo')) return success({ application: 'Mimir', version: '2.15' })
    return success({ resultType: 'vector', result: [] })
  })

test('the address is kept without what people copy along with it', () => {
  const wanted = {
    'prometheus:9090': 'http://prometheus:9090/',
    'https://mimir/prometheus/': 'https://mimir/prometheus',
    'http://p/prefix/api/v1/query?query=up': 'http://p/prefix',
    'http://p:9090/graph?g0.expr=up': 'http://p:9090/',
    'https://vm/select/0/prometheus': 'https://vm/select/0/prometheus',
  }
  for (const [text, url] of Object.entries(wanted)) assert.equal(engineUrl(text).href, url)
  assert.throws(() => engineUrl('ftp://p'), { code: 'BAD_INPUT' })
  assert.throws(
    () => engineUrl('http://user:hush@p'),
    (error) => error instanceof Error && !error.message.includes('hush'),
  )
})

test('engines are added, changed and removed; what is not theirs to say is refused', async (context) => {
  const engines = service(context)
  const { id, url, secret } = await engines.add(input({ url: 'http://prometheus:9090/graph' }))
  assert.deepEqual([url, secret], ['http://prometheus:9090', null])
  const row = { bean: 'b', attribute: 'a', query: 'x{$node}' }
  const changed = await engines.change(id, { mapping: [row], name: undefined })
  assert.deepEqual([changed.name, changed.mapping], ['site', [row]])
  const bad: readonly Partial<EngineInput>[] = [
    { name: 'SITE' },
    { name: 'b', headers: ['Authorization'] },
    { name: 'b', headers: ['X-A', 'x-a'] },
    { name: 'b', mapping: [row, { ...row, query: '' }] },
    { name: 'b', url: 'http://user:pass@host' },
  ]
  for (const own of bad) await assert.rejects(engines.add(input(own)), { code: 'BAD_INPUT' })
  await engines.remove(id)
  assert.deepEqual(await engines.list(), [])
  await assert.rejects(engines.one(id), { code: 'NOT_FOUND' })
  assert.ok((await engines.add(input())).id > id)
})

test('secrets stay with the host that they were given for', async (context) => {
  const values = new Map<string, string>()
  const engines = service(context, values)
  const own = { authentication: { kind: 'basic', user: 'u' }, headers: ['X-Scope-OrgID'] } as const
  const { id } = await engines.add(input({ ...own, headers: [...own.headers] }))
  const names = [`engine-${String(id)}`, `engine-${String(id)}-x-scope-orgid`]
  assert.deepEqual(engines.secretNames(), names)
  await assert.rejects(engines.target(id), { name: 'EngineError' })
  for (const name of names) values.set(name, `value of ${name}`)
  const { headers } = await engines.target(id)
  assert.equal(headers['x-scope-orgid'], `value of ${names[1] ?? ''}`)
  assert.equal(
    Buffer.from(headers['authorization']?.slice(6) ?? '', 'base64').toString(),
    `u:value of ${names[0] ?? ''}`,
  )
  const shown = JSON.stringify(await engines.list())
  assert.ok(!shown.includes('value of'))
  assert.deepEqual((await engines.one(id)).headerSecrets, [
    { header: 'X-Scope-OrgID', name: names[1], isSet: true },
  ])
  await engines.change(id, { url: 'http://prometheus:9090/other' })
  assert.equal(values.size, 2)
  await engines.change(id, { url: 'http://elsewhere:9090' })
  assert.equal(values.size, 0)
  values.set(names[0] ?? '', 'again')
  await engines.remove(id)
  assert.equal(values.size, 0)
})

test('a test says what answers, with the secrets that are given or kept for that host', async (context) => {
  await using server = await emptySite()
  const values = new Map<string, string>()
  const engines = service(context, values)
  const engine = input({ url: server.url, authentication: { kind: 'bearer' }, headers: ['X-Scope-OrgID'] })
  const missing = await engines.test({ engine, id: undefined, secret: undefined, headers: undefined })
  assert.equal(missing.problem?.kind, 'unauthorized')
  assert.equal(server.requests.length, 0)
  const given = { secret: 'token', headers: { 'X-Scope-OrgID': 'team' } }
  const tested = await engines.test({ engine, id: undefined, ...given })
  assert.deepEqual([tested.problem, tested.product, tested.nameNodes], [null, 'Mimir 2.15', 0])
  assert.equal(server.requests[0]?.headers.authorization, 'Bearer token')
  assert.equal(server.requests[0].headers['x-scope-orgid'], 'team')

  const { id } = await engines.add(engine)
  values.set(`engine-${String(id)}`, 'kept').set(`engine-${String(id)}-x-scope-orgid`, 'team')
  const kept = await engines.test({ engine, id, secret: undefined, headers: undefined })
  assert.equal(kept.problem, null)
  await using other = await emptySite()
  const elsewhere = { ...engine, url: other.url }
  const refused = await engines.test({ engine: elsewhere, id, secret: undefined, headers: undefined })
  assert.equal(refused.problem?.kind, 'unauthorized')
  assert.equal(other.requests.length, 0)
})

test('a server that is another, or none, is told apart in a test', async (context) => {
  const engines = service(context)
  await using page = await startApiServer(() => ({ body: '<html><title>Grafana</title></html>' }))
  const ask = async (url: string): Promise<string | undefined> =>
    (await engines.test({ engine: input({ url }), id: undefined, secret: undefined, headers: undefined }))
      .problem?.kind
  assert.equal(await ask(page.url), 'html')
  await using gone = await startApiServer(() => ({ status: 404, body: 'not found' }))
  assert.equal(await ask(`${gone.url}/wrong`), 'not-found')
  const ca = { ca: 'no certificate', fingerprint: null, insecure: false }
  const tested = await engines.test({
    engine: input({ url: 'https://127.0.0.1:9', tls: ca }),
    ...{ id: undefined, secret: undefined, headers: undefined },
  })
  assert.equal(tested.problem?.kind, 'certificate')
})

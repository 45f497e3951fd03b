// Host, Origin and Sec-Fetch-Site: who may call a server, on this machine and on the network.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeclaredError } from '../../src-shared/errors.ts'
import { allowedAuthorities, isLoopback } from './callers.ts'
import { type Reply, type TestServer, codeOf, startTestServer } from './fixtures/test-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer({ allowedHosts: ['nnad.example', 'proxy.example:9443'] })
})
after(() => server[Symbol.asyncDispose]())

const get = (headers: Record<string, string>): Promise<Reply> => server.call('/api/jobs', { headers })
const change = (headers: Record<string, string>): Promise<Reply> =>
  server.call('/api/settings', { method: 'PATCH', body: {}, headers })

test('only requests to a name of this server are answered', async () => {
  const { port } = server
  const own = [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]
  const given = ['nnad.example', `nnad.example:${port}`, 'proxy.example:9443']
  for (const host of [...own, ...given]) assert.equal((await get({ host })).status, 200, host)
  const foreign = ['evil.example', 'localhost', `localhost:${port + 1}`, `localhost.evil.example:${port}`]
  const odd = ['proxy.example', 'nnad.example:1', `user@localhost:${port}`, `localhost:${port}/x`, '*']
  for (const host of [...foreign, ...odd]) {
    const reply = await get({ host })
    assert.deepEqual([reply.status, codeOf(reply)], [403, 'FORBIDDEN'], host)
  }
})

test('the documentation is as closed to other names as the calls are', async () => {
  for (const path of ['/', '/docs', '/docs/openapi.json', '/docs/swagger-ui.css']) {
    assert.equal((await server.call(path, { headers: { host: 'evil.example' } })).status, 403, path)
  }
})

test('requests of a page must come from a page of this server', async () => {
  const { port } = server
  for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`, 'https://nnad.example']) {
    assert.equal((await change({ origin })).status, 200, origin)
  }
  const foreign = [
    'http://evil.example',
    `http://localhost:${port + 1}`,
    'null',
    `file://localhost:${port}`,
    'http://localhost',
  ]
  for (const origin of foreign) {
    assert.equal((await change({ origin })).status, 403, origin)
    assert.equal((await get({ origin })).status, 403, origin)
  }
})

test('changes that another site’s page makes without an Origin are refused', async () => {
  for (const site of ['cross-site', 'same-site']) {
    assert.equal((await change({ 'sec-fetch-site': site })).status, 403, site)
    assert.equal((await get({ 'sec-fetch-site': site })).status, 200, site)
  }
  for (const site of ['same-origin', 'none']) {
    assert.equal((await change({ 'sec-fetch-site': site })).status, 200, site)
  }
})

test('no answer allows other origins, and every answer is closed to them', async () => {
  const { port } = server
  const origin = `http://localhost:${port}`
  const replies = [
    await get({ origin }),
    await get({ host: 'evil.example' }),
    await server.call('/docs'),
    await server.call('/api/jobs', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    }),
  ]
  assert.deepEqual(
    replies.map(({ status }) => status),
    [200, 403, 200, 405],
  )
  for (const { headers } of replies) {
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith('access-control')),
      [],
    )
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
  }
})

test('addresses of this machine alone are told from others', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', 'localhost'])
    assert.ok(isLoopback(address), address)
  for (const address of ['0.0.0.0', '::', '10.0.0.1', 'nn1', '127.0.0.1.evil.example'])
    assert.ok(!isLoopback(address), address)
})

test('on port 80 names are allowed as browsers write them', () => {
  assert.deepEqual(
    [...allowedAuthorities(80, ['a.example'])],
    ['localhost', '127.0.0.1', '[::1]', 'a.example'],
  )
})

test('what is no host cannot be allowed', () => {
  for (const host of ['*', 'http://a.example', 'a b', '', 'a.example/x']) {
    assert.throws(() => allowedAuthorities(80, [host]), DeclaredError, host)
  }
})

// A session over many polls: its connection, its log-in, its certificates, its way through a proxy.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, type Socket, createServer } from 'node:net'
import test, { type TestContext } from 'node:test'
import zlib from 'node:zlib'
import { certificate, fingerprintOf, ownAuthority } from '../../../e2e/namenode/certificates.ts'
import { startProxy } from '../../../e2e/namenode/proxy.ts'
import { type ReplayingNameNode, startNameNode } from '../../../e2e/namenode/replaying-namenode.ts'
import { recordedDocuments } from '../../../e2e/recordings.ts'
import type { Tls } from '../../../src-shared/contract/watches.ts'
import { newSession, problemAt } from './fixtures/session.ts'
import { systemTls } from './jmx-target.ts'

const documents = await recordedDocuments('light-3.3-cms', 3)
const withOwn: Tls = { ...systemTls, ca: ownAuthority }
const simple = { kind: 'simple', user: 'hdfs' } as const

/** Sets environment variables for one test. */
function withEnvironment(context: TestContext, own: Readonly<Record<string, string>>): void {
  const before = Object.keys(own).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, own)
  context.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  })
}

test('polls share one connection, and open another after one that was closed or slept through', async (context) => {
  const namenode = await startNameNode(context, { documents })
  let now = 1000
  const session = newSession(context, namenode.url, { requests: 'sparing', now: () => now })
  for (let count = 0; count < 5; count += 1) {
    const { time } = await session.poll(5000)
    assert.equal(time, now)
    now += 10_000
  }
  assert.equal(namenode.connections, 1)
  await namenode.stop()
  await namenode.start()
  await session.poll(5000)
  assert.equal(namenode.connections, 2)
  now += 3_600_000
  await session.poll(5000)
  assert.equal(namenode.connections, 3)
})

test('a kept connection that is closed under a request is no failure: it is asked once more', async (context) => {
  let asked = 0
  const server = createHttpServer((_, response) => {
    asked += 1
    if (asked === 2) response.socket?.destroy()
    else response.end('{"beans":[{"name":"Hadoop:service=NameNode,name=JvmMetrics"}]}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const session = newSession(context, `127.0.0.1:${(server.address() as AddressInfo).port}`)
  await session.poll(5000)
  await session.poll(5000)
  assert.equal(asked, 3)
})

test('an abort ends a poll as cancelled', async (context) => {
  const namenode = await startNameNode(context, { documents })
  namenode.fault = { kind: 'slow', ms: 5000 }
  const controller = new AbortController()
  const poll = newSession(context, namenode.url).poll(5000, controller.signal)
  setTimeout(() => controller.abort(), 50)
  await assert.rejects(poll, { code: 'CANCELLED' })
})

test('packed answers are read; the clock’s difference is told', async (context) => {
  const server = createHttpServer((_, response) => {
    const body = zlib.gzipSync('{"beans":[{"name":"Hadoop:service=NameNode,name=JvmMetrics","Load":NaN}]}')
    response.writeHead(200, { 'content-encoding': 'gzip', date: new Date(3_600_000).toUTCString() }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const poll = await newSession(context, address, { now: () => 3_540_000 }).poll(5000)
  assert.equal(
    poll.body.toString(),
    '{"beans":[{"name":"Hadoop:service=NameNode,name=JvmMetrics","Load":NaN}]}',
  )
  assert.equal(poll.skewMs, 60_500)
  assert.equal(poll.requests, 'full')
})

async function logsIn(
  context: TestContext,
  namenode: ReplayingNameNode,
  parts: Parameters<typeof newSession>[2],
): Promise<void> {
  const session = newSession(context, namenode.url, { requests: 'sparing', ...parts })
  await session.poll(5000)
  await session.poll(5000)
  assert.equal(namenode.logIn?.count, 1)
  assert.match(namenode.cookie ?? '', /^hadoop\.auth="u=hdfs&/)
  namenode.logIn.expire()
  await session.poll(5000)
  assert.equal(namenode.logIn.count, 2)
}

test('simple, basic and bearer: one log-in, then the cookie; a new one when it is old', async (context) => {
  const byName = await startNameNode(context, { documents, logIn: simple })
  await logsIn(context, byName, { authentication: simple })
  assert.ok(byName.queries.every((query) => query.endsWith('user.name=hdfs')))
  const login = { user: 'hdfs', password: 'pä:ss' }
  const basic = await startNameNode(context, { documents, logIn: { kind: 'basic', ...login } })
  const authentication = { kind: 'basic', user: 'hdfs' } as const
  await logsIn(context, basic, { authentication, secret: login.password })
  const bearer = await startNameNode(context, {
    documents,
    logIn: { kind: 'bearer', token: 't0ken', user: 'hdfs' },
  })
  await logsIn(context, bearer, { authentication: { kind: 'bearer' }, secret: 't0ken\n' })
})

test('spnego by the host’s own Negotiate: once, and again when the cookie is old', async (context) => {
  const namenode = await startNameNode(context, {
    documents,
    logIn: { kind: 'spnego', userOf: (token) => Promise.resolve(token === 'ticket' ? 'hdfs' : undefined) },
  })
  const negotiated: string[] = []
  const negotiate = async (url: URL): Promise<string | undefined> => {
    negotiated.push(`${url.pathname}${url.search}`)
    const { headers } = await fetch(url, { headers: { authorization: 'Negotiate ticket' } })
    return /hadoop\.auth=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1]
  }
  await logsIn(context, namenode, { authentication: { kind: 'spnego' }, negotiate })
  assert.equal(negotiated.length, 2)
  assert.match(negotiated[0] ?? '', /^\/jmx\?get=/)
  const none = await problemAt(context, namenode.url, {
    authentication: { kind: 'spnego' },
    negotiate: () => Promise.resolve(undefined),
  })
  assert.equal(none.kind, 'unauthorized')
  assert.match(none.message, /no cookie came back/)
})

test('a pinned certificate is not left to the host’s own Negotiate, which knows nothing of it', async (context) => {
  const logIn = { kind: 'spnego', userOf: () => Promise.resolve(undefined) } as const
  const namenode = await startNameNode(context, { documents, logIn, tls: 'good' })
  withEnvironment(context, { KRB5CCNAME: 'FILE:/nonexistent/cache', KRB5_CONFIG: '/dev/null' })
  let count = 0
  const problem = await problemAt(context, namenode.url, {
    authentication: { kind: 'spnego' },
    tls: { ca: null, fingerprint: fingerprintOf('good'), insecure: false },
    negotiate: () => Promise.resolve(`u=hdfs&${String((count += 1))}`),
  })
  assert.deepEqual([problem.kind, count], ['unauthorized', 0])
})

test('spnego without curl, and without a ticket: said with what to do', async (context) => {
  const logIn = { kind: 'spnego', userOf: () => Promise.resolve(undefined) } as const
  const namenode = await startNameNode(context, { documents, logIn })
  const parts = { authentication: { kind: 'spnego' } } as const
  const hasSpnego = versionOfCurl().includes('SPNEGO')
  withEnvironment(context, { KRB5CCNAME: 'FILE:/nonexistent/cache', KRB5_CONFIG: '/dev/null' })
  if (hasSpnego) {
    const none = await problemAt(context, namenode.url, parts)
    assert.equal(none.kind, 'unauthorized')
    assert.match(none.message, /this session has no ticket/)
    assert.match(none.fix, /kinit/)
  }
  withEnvironment(context, { PATH: '/nonexistent' })
  const missing = await problemAt(context, namenode.url, parts)
  assert.equal(missing.kind, 'unauthorized')
  assert.match(missing.message, /needs curl with SPNEGO, which is not there/)
})

function versionOfCurl(): string {
  try {
    return execFileSync('curl', ['--version'], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

test('certificates: the own authority, a pin whoever signed, anything when that is chosen', async (context) => {
  const accepts = async (tls: Tls, name: Parameters<typeof fingerprintOf>[0]): Promise<void> => {
    const namenode = await startNameNode(context, { documents, tls: name })
    const session = newSession(context, namenode.url, { tls, requests: 'sparing' })
    await session.poll(5000)
    await session.poll(5000)
    assert.equal(namenode.connections, 1)
  }
  await accepts(withOwn, 'good')
  for (const name of ['self', 'expired', 'other-host'] as const) {
    await accepts({ ...systemTls, fingerprint: fingerprintOf(name) }, name)
    await accepts({ ...systemTls, insecure: true }, name)
  }
  const bare = fingerprintOf('self').replaceAll(':', '').toLowerCase()
  await accepts({ ...systemTls, fingerprint: bare }, 'self')
})

test('a pin holds for an address of IPv6, and behind a SOCKS proxy nothing is asked', async (context) => {
  const server = createHttpsServer(certificate('good'), (_, response) => response.end(documents[0]?.text))
  server.listen(0, '::1')
  const listening = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ])
  context.after(() => server.close())
  if (listening) {
    const url = `https://[::1]:${String((server.address() as AddressInfo).port)}`
    const problem = await problemAt(context, url, {
      tls: { ...systemTls, fingerprint: fingerprintOf('self') },
    })
    assert.deepEqual([problem.kind, /fingerprint|pinned/i.test(problem.message)], ['certificate', true])
  } else context.diagnostic('no IPv6 here')
  withEnvironment(context, { https_proxy: 'socks5://127.0.0.1:1', no_proxy: 'nn2.test, .lab' })
  const pinned = { tls: { ...systemTls, fingerprint: fingerprintOf('good') } }
  const behind = await problemAt(context, 'https://nn1.test:9871', pinned)
  assert.deepEqual([behind.kind, behind.message.includes('SOCKS proxy')], ['proxy', true])
  for (const host of ['nn2.test', 'nn3.lab']) {
    const direct = await problemAt(context, `https://${host}:9871`, pinned)
    assert.equal(direct.kind, 'dns', host)
  }
})

test('a pin is not given up where anything is accepted', async (context) => {
  const namenode = await startNameNode(context, { documents, tls: 'good' })
  const tls = { ca: null, fingerprint: fingerprintOf('self'), insecure: true }
  assert.equal((await problemAt(context, namenode.url, { tls })).kind, 'certificate')
})

test('through the proxy of the environment, by HTTP and HTTPS; its refusals are told as the proxy’s', async (context) => {
  const plain = await startNameNode(context, { documents })
  const secure = await startNameNode(context, { documents, tls: 'good' })
  const proxies = [await startProxy(context, plain.port), await startProxy(context, secure.port)] as const
  const [forPlain, forSecure] = proxies
  withEnvironment(context, { http_proxy: forPlain.url, https_proxy: forSecure.url, no_proxy: 'nn9.test' })
  await newSession(context, 'http://nn1.test:9870', { requests: 'sparing' }).poll(5000)
  assert.match(forPlain.asked[0] ?? '', /^GET http:\/\/nn1\.test:9870\/jmx\?qry=/)
  const tls = { ...systemTls, fingerprint: fingerprintOf('good') }
  for (const own of [tls, withOwn]) {
    const session = newSession(context, 'https://nn1.test:9871', { tls: own, requests: 'sparing' })
    await session.poll(5000)
    await session.poll(5000)
  }
  assert.deepEqual(forSecure.asked, ['CONNECT nn1.test:9871', 'CONNECT nn1.test:9871'])
  const other = { ...tls, fingerprint: fingerprintOf('self') }
  assert.equal((await problemAt(context, 'https://nn1.test:9871', { tls: other })).kind, 'certificate')
  for (const [status, says] of [
    [407, /wants a user and password/],
    [502, /answered 502/],
  ] as const) {
    for (const proxy of proxies) proxy.status = status
    for (const address of ['http://nn1.test:9870', 'https://nn1.test:9871']) {
      const problem = await problemAt(context, address, { tls })
      assert.equal(problem.kind, 'proxy', problem.message)
      assert.match(problem.message, says)
    }
  }
  assert.equal((await problemAt(context, 'http://nn9.test:9870')).kind, 'dns')
  // This machine's own addresses are asked directly.
  const asked = forPlain.asked.length
  await newSession(context, plain.url).poll(5000)
  assert.equal(forPlain.asked.length, asked)
  withEnvironment(context, { http_proxy: 'no address' })
  assert.equal((await problemAt(context, 'http://nn1.test:9870')).kind, 'proxy')
})

test('a port that takes connections and says nothing: no connection by HTTPS, no answer by HTTP', async (context) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const secure = await problemAt(context, `https://${address}`, {}, 200)
  assert.match(secure.message, /no connection came about within 0\.2 s/)
  const plain = await problemAt(context, address, {}, 200)
  assert.match(plain.message, /Wanted the whole answer of .* within 0\.2 s, got nothing/)
  assert.deepEqual([secure.kind, plain.kind], ['timeout', 'timeout'])
})

// Every way in which a poll fails, by a real server that fails so: the kind, what it says, what it advises.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import test, { type TestContext } from 'node:test'
import type { Fault } from '../../../e2e/namenode/answers.ts'
import { fingerprintOf, ownAuthority } from '../../../e2e/namenode/certificates.ts'
import { type Replay, startNameNode } from '../../../e2e/namenode/replaying-namenode.ts'
import { recordedDocuments } from '../../../e2e/recordings.ts'
import type { PollProblem, Tls } from '../../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { newSession, problemAt } from './fixtures/session.ts'
import { systemTls } from './jmx-target.ts'
import { PollError, problemOf } from './poll-problem.ts'

const documents = await recordedDocuments('light-3.3-cms', 3)
const withOwn: Tls = { ...systemTls, ca: ownAuthority }

function assertIs(problem: PollProblem, kind: string, message: RegExp, fix: RegExp): void {
  assert.equal(problem.kind, kind, problem.message)
  assert.match(problem.message, message)
  assert.match(problem.fix, fix)
  for (const text of [problem.message, problem.fix]) assert.match(text, /^[A-Z0-9h][^]*[.?:]$|^\S+ [^]*[.?]$/)
}

type Case = readonly [fault: Fault, kind: string, message: RegExp, fix: RegExp]

const cases: readonly Case[] = [
  [{ kind: 'status', status: 401 }, 'unauthorized', /answered 401 at .*Kerberos/, /Choose Kerberos/],
  [
    { kind: 'status', status: 403 },
    'forbidden',
    /instrumentation\.requires\.admin/,
    /dfs\.cluster\.administrators/,
  ],
  [{ kind: 'status', status: 404 }, 'not-found', /answered 404/, /9870 on Hadoop 3, 50070 on 2/],
  [{ kind: 'status', status: 500 }, 'server-error', /answered 500/, /NameNode’s log/],
  [{ kind: 'slow', ms: 5000 }, 'timeout', /within 0\.4 s, got nothing/, /busy/],
  [{ kind: 'drip', ms: 20 }, 'timeout', /within 0\.4 s, got only \d+(\.\d)? kB/, /busy/],
  [{ kind: 'cut off' }, 'cut-off', /was cut off after \d+ kB/, /happens again/],
  [{ kind: 'ends early' }, 'cut-off', /after \d+ kB \(the document has no end\)/, /happens again/],
  [{ kind: 'empty' }, 'empty', /without beans of a NameNode: another daemon/, /9870/],
  [{ kind: 'html' }, 'html', /got an HTML page \(“Please log in”\)/, /log-in page/],
  [{ kind: 'garbage' }, 'garbage', /got something else/, /9870/],
  [{ kind: 'huge', bytes: 70 * 2 ** 20 }, 'too-large', /more than 64 MiB/, /Check that the address/],
  [
    { kind: 'redirect', location: 'https://127.0.0.1:9871/jmx' },
    'redirect',
    /answered 302 at .*: it sends to https:\/\/127\.0\.0\.1:9871\/jmx, that is to HTTPS/,
    /^Give https:\/\/127\.0\.0\.1:9871\/jmx as the address/,
  ],
  [
    { kind: 'redirect', location: 'http://sso.test/login?token=s3cret' },
    'redirect',
    /it sends to http:\/\/sso\.test\/login\.$/,
    /log-in page or another server/,
  ],
  [{ kind: 'rpc port' }, 'rpc-port', /a port of Hadoop’s RPC/, /9870/],
  [{ kind: 'no http' }, 'garbage', /Wanted an HTTP answer/, /9870/],
  [{ kind: 'hang up' }, 'unreachable', /closed the connection without an answer/, /Check that the port/],
]

for (const requests of ['full', 'sparing'] as const) {
  for (const [fault, kind, message, fix] of cases) {
    const title = 'status' in fault ? String(fault.status) : fault.kind
    test(`${title} (${requests}): ${kind}`, async (context) => {
      const namenode = await startNameNode(context, { documents })
      namenode.fault = fault
      const timeoutMs = fault.kind === 'slow' || fault.kind === 'drip' ? 400 : 5000
      assertIs(await problemAt(context, namenode.url, { requests }, timeoutMs), kind, message, fix)
      assert.ok(namenode.requests.length <= 2)
    })
  }
}

test('answers that are too large together are so as one is', async (context) => {
  const namenode = await startNameNode(context, { documents })
  namenode.fault = { kind: 'huge', bytes: 25 * 2 ** 20 }
  const problem = await problemAt(context, namenode.url, { requests: 'sparing' }, 10_000)
  assertIs(problem, 'too-large', /more than 64 MiB/, /Check that the address/)
  assert.equal(namenode.requests.length, 3)
})

test('after a failure the same session reads again', async (context) => {
  const namenode = await startNameNode(context, { documents })
  const session = newSession(context, namenode.url, { requests: 'sparing' })
  for (const [fault] of cases) {
    namenode.fault = fault
    await assert.rejects(session.poll(400), PollError)
    namenode.fault = undefined
    assert.equal((await session.poll(5000)).requests, 'pattern')
  }
})

const nothingListens = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  server.close()
  await once(server, 'close')
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}

test('nobody listens, no such host, no way there', async (context) => {
  const refused = await problemAt(context, `127.0.0.1:${await nothingListens()}`)
  assertIs(refused, 'refused', /nothing listens on that port \(ECONNREFUSED\)/, /that the NameNode runs/)
  const dns = await problemAt(context, 'http://nn1.invalid:9870', {}, 20_000)
  assertIs(dns, 'dns', /\((ENOTFOUND|EAI_AGAIN)\)/, /DNS/)
})

const atTls = async (
  context: TestContext,
  tls: NonNullable<Replay['tls']>,
  own: Partial<Tls> = {},
): Promise<PollProblem> => {
  const namenode = await startNameNode(context, { documents, tls })
  const problem = await problemAt(context, namenode.url, { tls: { ...withOwn, ...own } })
  assert.deepEqual(namenode.requests, [])
  return problem
}

test('certificates: each objection has words of its own', async (context) => {
  const is = (problem: PollProblem, message: RegExp, fix: RegExp): void =>
    assertIs(problem, 'certificate', message, fix)
  is(await atTls(context, 'expired'), /has expired/, /renewed/)
  is(await atTls(context, 'future'), /not valid yet/, /clock/)
  is(await atTls(context, 'self'), /an authority that this machine does not know/, /PEM/)
  is(await atTls(context, 'good', { ca: null }), /an authority that this machine does not know/, /PEM/)
  is(await atTls(context, 'other-host'), /for 127\.0\.0\.1, got one for DNS:nn2\.test/, /with a name/)
  is(
    await atTls(context, 'good', { fingerprint: fingerprintOf('self') }),
    new RegExp(`another certificate than the pinned one: .*${fingerprintOf('good')}`),
    /listening in/,
  )
  is(await atTls(context, 'good', { ca: 'no PEM' }), /own authority cannot be read/, /BEGIN CERTIFICATE/)
})

test('HTTPS on a port of HTTP, HTTP on a port of HTTPS', async (context) => {
  const plain = await startNameNode(context, { documents })
  const wrong = await problemAt(context, plain.url.replace('http:', 'https:'))
  assertIs(wrong, 'tls-on-http', /does not speak it/, /Give the address as http:\/\/127/)
  const secure = await startNameNode(context, { documents, tls: 'good' })
  const other = await problemAt(context, secure.url.replace('https:', 'http:'))
  assertIs(other, 'http-on-tls', /speaks HTTPS/, /Give the address as https:\/\/127/)
})

test('what Jetty answers to HTTP on its TLS port: an alert', async (context) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 80])))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  assertIs(await problemAt(context, `127.0.0.1:${port}`), 'http-on-tls', /speaks HTTPS/, /https:/)
})

test('log-ins that are not accepted say which is wanted; a secret that is not set is told', async (context) => {
  const is = (problem: PollProblem, message: RegExp, fix: RegExp): void =>
    assertIs(problem, 'unauthorized', message, fix)
  const basic = await startNameNode(context, {
    documents,
    logIn: { kind: 'basic', user: 'a', password: 'b' },
  })
  const bearer = await startNameNode(context, { documents, logIn: { kind: 'bearer', token: 't' } })
  const simple = await startNameNode(context, { documents, logIn: { kind: 'simple' } })
  is(await problemAt(context, basic.url), /401 at .* wants a user and password/, /^Give user/)
  is(await problemAt(context, bearer.url), /wants a token/, /^Choose a token/)
  is(await problemAt(context, simple.url), /403 at .* wants a user name/, /^Choose a user name/)
  const authentication = { kind: 'basic', user: 'a' } as const
  is(await problemAt(context, basic.url, { authentication }), /Wanted a password .* got none/, /^Set the/)
  const wrong = await problemAt(context, basic.url, { authentication, secret: 's3cret' })
  is(wrong, /did not accept what was sent/, /^Check user and password/)
  const token = { authentication: { kind: 'bearer' }, secret: 's3cret' } as const
  is(await problemAt(context, bearer.url, token), /did not accept what was sent/, /expired/)
  const broken = { ...token, secret: 's3\ncret' }
  is(await problemAt(context, bearer.url, broken), /characters that no token has/, /one line/)
  assert.doesNotMatch(JSON.stringify([wrong]), /s3cret/)
})

test('whatever else is thrown is a problem as well', () => {
  assert.equal(problemOf(new Error('a bug')).kind, 'internal')
  assert.deepEqual(problemOf(new DeclaredError('BUSY', 'Later.')), {
    kind: 'busy',
    message: 'Later.',
    fix: '',
  })
})

test('bytes that are packed otherwise than they say, or in a way nobody asked for', async (context) => {
  let encoding = 'gzip'
  const server = createHttpServer((_, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end('{"beans":[]}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const bound = server.address()
  const address = `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`
  assertIs(await problemAt(context, address), 'garbage', /unpacked as gzip/, /proxy/)
  encoding = 'br'
  assertIs(await problemAt(context, address), 'garbage', /unpacked as br/, /proxy/)
})

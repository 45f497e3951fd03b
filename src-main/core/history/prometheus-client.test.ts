// The client against a real HTTP server: what it asks, what it reads, what it repeats, what it says where that fails.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import zlib from 'node:zlib'
import { type ApiAnswer, type ApiServer, startApiServer, success } from './fixtures/api-server.ts'
import { EngineError, PointLimit } from './engine-problem.ts'
import { type ClientLimits, PrometheusClient } from './prometheus-client.ts'

const tls = { ca: null, fingerprint: null, insecure: false }
const quick = { attempts: 3, backOffMs: 1 } as const

const clientOf = (
  url: string,
  limits: ClientLimits = quick,
  headers: Record<string, string> = {},
): PrometheusClient => new PrometheusClient({ url, headers, tls }, limits)

const one = success({ resultType: 'vector', result: [{ metric: { __name__: 'up' }, value: [1.5, '1'] }] })

/** The error of a range query that a server answers so. */
async function problemOf(answer: ApiAnswer): Promise<{ error: unknown; server: ApiServer }> {
  await using server = await startApiServer(() => answer)
  const client = clientOf(`${server.url}/prefix`)
  const range = { query: 'up', from: 0, to: 60_000, step: 15_000 }
  const error: unknown = await client.range(range).then(
    () => assert.fail('it was answered'),
    (thrown: unknown) => thrown,
  )
  await client.close()
  return { error, server }
}

test('a range goes out as a form under the prefix, with the headers, and comes back as numbers', async () => {
  const values = [
    [1000.25, '1'],
    [1015.25, 'NaN'],
    [1030.25, '+Inf'],
    [1045.25, '-Inf'],
    [1060.25, '1.5e3'],
  ]
  const matrix = { resultType: 'matrix', result: [{ metric: { instance: 'nn1' }, values }] }
  await using server = await startApiServer(() =>
    success(matrix, { warnings: ['a store is gone'], isPartial: true }),
  )
  const client = clientOf(`${server.url}/select/0/prometheus`, quick, { 'x-scope-orgid': 'team' })
  const { series, warnings } = await client.range({
    query: 'a+b',
    from: 1_000_250,
    to: 1_060_250,
    step: 15_000,
  })
  assert.deepEqual(series[0]?.labels, { instance: 'nn1' })
  assert.deepEqual([...series[0].times], [1_000_250, 1_015_250, 1_030_250, 1_045_250, 1_060_250])
  assert.deepEqual([...series[0].values], [1, Number.NaN, Infinity, -Infinity, 1500])
  assert.equal(warnings.length, 2)
  const [request] = server.requests
  assert.equal(request?.method, 'POST')
  assert.equal(request.path, '/select/0/prometheus/api/v1/query_range')
  assert.equal(request.headers['x-scope-orgid'], 'team')
  assert.deepEqual(Object.fromEntries(request.form), {
    query: 'a+b',
    start: '1000.25',
    end: '1060.25',
    step: '15000ms',
  })
  await client.close()
})

test('vectors, scalars, series without values, label sets; packed answers', async () => {
  const answers = [
    one,
    success({ resultType: 'scalar', result: [2, '7'] }),
    success({ resultType: 'matrix', result: [{ metric: {}, histograms: [] }] }),
    success([{ __name__: 'up', instance: 'nn1' }, 'nonsense']),
  ]
  await using server = await startApiServer((_, index) => (response) => {
    const body = answers[index]
    assert.ok(typeof body === 'object')
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(zlib.gzipSync(JSON.stringify(body.body)))
  })
  const client = clientOf(server.url)
  assert.deepEqual([...((await client.instant('up', 1500)).series[0]?.times ?? [])], [1500])
  assert.deepEqual([...((await client.instant('7')).series[0]?.values ?? [])], [7])
  assert.deepEqual((await client.instant('histogram')).series, [])
  assert.deepEqual(await client.labelsOf(['a', 'b{c="d"}'], 0, 1000), [
    { __name__: 'up', instance: 'nn1' },
    {},
  ])
  assert.deepEqual(server.requests[3]?.form.getAll('match[]'), ['a', 'b{c="d"}'])
  assert.equal(client.requests, 4)
  await client.close()
})

test('what may pass is asked again, with the wait that the server wants; what may not is told at once', async () => {
  const passing: ApiAnswer[] = [
    { status: 503, body: { status: 'error', error: 'query timed out' } },
    { status: 429, body: 'slow down', headers: { 'retry-after': '0' } },
    one,
  ]
  await using server = await startApiServer((_, index) => passing[index] ?? one)
  const client = clientOf(server.url)
  assert.equal((await client.instant('up')).series.length, 1)
  assert.equal(client.requests, 3)
  await client.close()

  await using cut = await startApiServer((_, index) =>
    index === 0
      ? (response) => {
          response.writeHead(200, { 'content-length': '1000' })
          response.write('{"status"')
          setTimeout(() => response.destroy(), 10)
        }
      : one,
  )
  const again = clientOf(cut.url)
  assert.equal((await again.instant('up')).series.length, 1)
  assert.equal(again.requests, 2)
  await again.close()

  const failed = await problemOf({ status: 500, body: { status: 'error', error: 'disk' } })
  assert.ok(failed.error instanceof EngineError)
  assert.equal(failed.error.problem.kind, 'server-error')
  assert.match(failed.error.message, /disk/)
  assert.equal(failed.server.requests.length, quick.attempts)
})

test('every refusal in plain words, asked once', async () => {
  const json = (status: number, error: string): ApiAnswer => ({ status, body: { status: 'error', error } })
  const page = '<html><title>Grafana</title></html>'
  const cases: readonly (readonly [ApiAnswer, kind: string, words: RegExp])[] = [
    [json(400, 'parse error: unexpected "}"'), 'bad-query', /parse error: unexpected "}".*mapping/s],
    [json(401, 'no org id'), 'unauthorized', /X-Scope-OrgID/],
    [{ status: 401, body: 'Unauthorized' }, 'unauthorized', /user and password, token, or headers/],
    [{ status: 403, body: 'no' }, 'forbidden', /allowed to read/],
    [{ status: 404, body: '404 page not found' }, 'not-found', /\/prometheus.*\/select\/0\/prometheus/s],
    [
      { status: 302, body: '', headers: { location: '/login?x=1' } },
      'redirect',
      /sends to http:\S+\/login\./,
    ],
    [{ status: 200, body: page }, 'html', /an HTML page \(“Grafana”\)/],
    [{ status: 200, body: { hello: 1 } }, 'garbage', /another server/],
    [success({ resultType: 'streams', result: [] }), 'garbage', /another form/],
    [{ status: 400, body: 'Client sent an HTTP request to an HTTPS server.' }, 'http-on-tls', /https:\/\//],
  ]
  for (const [answer, kind, words] of cases) {
    const { error, server } = await problemOf(answer)
    assert.ok(error instanceof EngineError, kind)
    assert.equal(error.problem.kind, kind)
    assert.match(error.message, words)
    assert.equal(server.requests.length, 1, kind)
  }
})

test('a query that takes too long is told as such, whoever says it', async () => {
  const cases: readonly ApiAnswer[] = [
    {
      status: 503,
      body: { status: 'error', errorType: 'timeout', error: 'query timed out in query execution' },
    },
    { status: 422, body: { status: 'error', error: 'expanding series: context deadline exceeded' } },
    { status: 504, body: '<html><head><title>504 Gateway Time-out</title></head></html>' },
    { status: 504, body: 'upstream request timeout' },
    { status: 408, body: 'late' },
  ]
  for (const answer of cases) {
    const { error, server } = await problemOf(answer)
    assert.ok(error instanceof PointLimit, 'a smaller one is asked for')
    assert.equal(server.requests.length, 2)
  }
})

test('a gateway that takes no POST is asked by GET from then on; one that takes neither is told', async () => {
  await using server = await startApiServer(({ method }) =>
    method === 'POST' ? { status: 405, body: '<html><title>405 Not Allowed</title></html>' } : one,
  )
  const client = clientOf(`${server.url}/prefix`)
  assert.equal((await client.instant('a+b{c="d"}')).series.length, 1)
  assert.equal((await client.instant('up')).series.length, 1)
  await client.close()
  assert.deepEqual(
    server.requests.map(({ method, path }) => `${method} ${path}`),
    [
      'POST /prefix/api/v1/query',
      'GET /prefix/api/v1/query?query=a%2Bb%7Bc%3D%22d%22%7D',
      'GET /prefix/api/v1/query?query=up',
    ],
  )
  const { error } = await problemOf({ status: 405, body: 'no' })
  assert.ok(error instanceof EngineError)
  assert.deepEqual([error.problem.kind, error.problem.fix.includes('have POST allowed')], ['forbidden', true])
})

test('limits are learnt from the words of Prometheus, Thanos, Mimir and VictoriaMetrics', async () => {
  const cases: readonly (readonly [status: number, words: string, limit: number | null])[] = [
    [
      400,
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      11_000,
    ],
    [
      422,
      'too many points for the given step=1000, start=0 and end=60000000: 60001; cannot exceed -search.maxPointsPerTimeseries=30000',
      30_000,
    ],
    [422, 'the query time range exceeds the limit (query length: 768h0m0s, limit: 1h0m30s)', 242],
    [422, 'query processing would load too many samples into memory in query execution', null],
    [422, 'the query exceeded the maximum number of chunks (limit: 2000000 chunks)', null],
    [413, 'body too large', null],
  ]
  for (const [status, error, limit] of cases) {
    const thrown = await problemOf({ status, body: { status: 'error', error } })
    assert.ok(thrown.error instanceof PointLimit, error)
    assert.equal(thrown.error.limit, limit, error)
    assert.equal(thrown.server.requests.length, 1)
  }
})

test('a server that says nothing, one that says too much, and a person who stops waiting', async () => {
  await using silent = await startApiServer(() => () => undefined)
  const late = clientOf(silent.url, { attempts: 2, backOffMs: 1, timeoutMs: 100 })
  await assert.rejects(
    late.instant('up'),
    (error) => error instanceof EngineError && error.problem.kind === 'timeout',
  )
  assert.equal(late.requests, 2)
  const ranges = clientOf(silent.url, { attempts: 6, backOffMs: 1, timeoutMs: 100 })
  await assert.rejects(
    ranges.range({ query: 'up', from: 0, to: 60_000, step: 15_000 }),
    (error) => error instanceof PointLimit && error.limit === null,
  )
  assert.equal(ranges.requests, 2)
  await ranges.close()
  const patient = clientOf(silent.url)
  const stopping = new AbortController()
  const asked = patient.instant('up', undefined, stopping.signal)
  setTimeout(() => stopping.abort(), 50)
  await assert.rejects(asked, { code: 'CANCELLED' })
  await Promise.all([late.close(), patient.close()])

  await using busy = await startApiServer(() => ({ status: 503, body: {} }))
  const waiting = clientOf(busy.url, { attempts: 5, backOffMs: 20_000 })
  const stoppingToo = new AbortController()
  setTimeout(() => stoppingToo.abort(), 50)
  await assert.rejects(waiting.instant('up', undefined, stoppingToo.signal), { code: 'CANCELLED' })
  await waiting.close()

  const { error } = await problemOf((response) => {
    const megabyte = Buffer.alloc(2 ** 20, ' ')
    response.on('error', () => undefined)
    for (let sent = 0; sent < 66; sent += 1) response.write(megabyte)
    response.end()
  })
  assert.ok(error instanceof PointLimit)
  assert.equal(error.limit, null)
})

test('several requests go at once, and nobody listens at a closed port', async () => {
  let under = 0
  let most = 0
  await using server = await startApiServer(() => (response) => {
    under += 1
    most = Math.max(most, under)
    setTimeout(() => {
      under -= 1
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } }))
    }, 30)
  })
  const client = clientOf(server.url)
  await Promise.all([1, 2, 3, 4].map((number) => client.instant(String(number))))
  assert.ok(most > 1, `at most ${String(most)} at once`)
  await client.close()
  const closed = await startApiServer(() => one)
  await closed[Symbol.asyncDispose]()
  const nobody = clientOf(closed.url, { attempts: 2, backOffMs: 1 })
  await assert.rejects(
    nobody.instant('up'),
    (error) => error instanceof EngineError && error.problem.kind === 'refused',
  )
  assert.equal(nobody.requests, 2)
  await nobody.close()
})

test('no secret is in any message', async () => {
  await using server = await startApiServer(() => ({ status: 401, body: 'no' }))
  const client = clientOf(server.url, quick, { authorization: 'Bearer hush-hush' })
  await assert.rejects(
    client.instant('up'),
    (error) => error instanceof Error && !error.message.includes('hush'),
  )
  assert.equal(server.requests[0]?.headers.authorization, 'Bearer hush-hush')
  await client.close()
})

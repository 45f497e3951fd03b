// Remote write to receivers that take, refuse, are away and hang.
import assert from 'node:assert/strict'
import test from 'node:test'
import { until } from '../notifications/fixtures/notifying.ts'
import { type WriteReceiver, writeReceiver } from './fixtures/write-receiver.ts'
import { writing } from './fixtures/writing.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 22, 16)
const to = (receiver: WriteReceiver) => ({ 'remote_write.url': `${receiver.url}/api/v1/write` })
const has = (receiver: WriteReceiver, count: number) => () => receiver.received.length === count

test('every interval all numbers go out, as the protocol wants them, and the ends of series', async (context) => {
  const receiver = await writeReceiver(context, { status: 204 })
  const now = writing(context, { ...to(receiver), 'remote_write.tenant': 'hdfs' })
  await now.time.advance(0)
  await until('the first request', () => now.status('samples_total') === 1)
  now.samples = [[{ at: 'b' }, 2.5]]
  await now.time.advance(minute)
  await until('the second request', () => now.status('samples_total') === 3)
  const [first, second] = receiver.received
  const labels = (at: string) => ({ __name__: 'nnad_x', at, instance: 'here', job: 'nnad' })
  assert.deepEqual(first?.samples, [{ labels: labels('a'), value: 1, time: start }])
  assert.deepEqual(second?.samples, [
    { labels: labels('b'), value: 2.5, time: start + minute },
    { labels: labels('a'), value: 'stale', time: start + minute },
  ])
  const { headers, path } = second
  assert.deepEqual(
    [
      path,
      headers['content-type'],
      headers['content-encoding'],
      headers['x-prometheus-remote-write-version'],
    ],
    ['/api/v1/write', 'application/x-protobuf', 'snappy', '0.1.0'],
  )
  assert.deepEqual(
    [headers['user-agent'], headers['x-scope-orgid'], headers.authorization],
    ['nnad/1.2.3', 'hdfs', undefined],
  )
  assert.deepEqual([now.status('pending_samples'), now.logged], [0, []])
})

test('without an address, and where another process collects, nothing goes out', async (context) => {
  const receiver = await writeReceiver(context)
  const now = writing(context, {})
  assert.deepEqual(now.service.status(), [])
  await now.time.advance(minute)
  now.isCollecting = false
  now.settings.update(to(receiver))
  await now.time.advance(2 * minute)
  assert.equal(now.status('pending_samples'), 0)
  now.isCollecting = true
  await now.time.advance(minute)
  await until('the request', has(receiver, 1))
  assert.equal(receiver.received[0]?.samples.length, 1)
})

test('while the receiver is away samples wait, are tried ever more rarely, then all arrive once and in order', async (context) => {
  const receiver = await writeReceiver(context, { status: 503, body: 'later' })
  const now = writing(context, to(receiver))
  await now.time.advance(0)
  await until('the first attempt', () => now.status('failures_total') === 1)
  for (const [attempt, wait] of [1, 2, 4, 8, 16].entries()) {
    await now.time.advance(wait * 1000 - 1)
    assert.equal(receiver.received.length, attempt + 1)
    await now.time.advance(1)
    await until('another attempt', () => now.status('failures_total') === attempt + 2)
  }
  await now.time.advance(2 * minute)
  receiver.answers = [{ status: 200 }]
  await now.time.advance(minute)
  await until('the arrival', () => now.status('pending_samples') === 0)
  const taken = receiver.received.slice(now.status('failures_total') ?? 0).flatMap(({ samples }) => samples)
  assert.deepEqual(
    taken.map(({ time }) => time - start),
    [0, 1, 2, 3].map((at) => at * minute),
  )
  assert.equal(now.status('samples_total'), 4)
  assert.equal(now.logged.length, 2)
  assert.match(now.logged[0] ?? '', /^Remote write failed\. 127\.0\.0\.1:\d+ answered 503: later$/)
  assert.equal(now.logged[1], 'Remote write works again')
})

test('what is refused is given up, what comes later is not; the receiver may ask for time', async (context) => {
  const receiver = await writeReceiver(
    context,
    { status: 400, body: 'out of order sample' },
    { status: 429, headers: { 'retry-after': '90' } },
    { status: 200 },
  )
  const now = writing(context, to(receiver))
  await now.time.advance(0)
  await until('the refusal', () => now.status('dropped_samples_total') === 1)
  assert.match(now.logged.join(), /answered 400: out of order sample/)
  await now.time.advance(minute)
  await until('the second', () => now.status('failures_total') === 2)
  await now.time.advance(89_000)
  assert.equal(receiver.received.length, 2)
  await now.time.advance(1000)
  await until('the arrival', () => now.status('samples_total') === 2)
  assert.deepEqual(
    receiver.received[2]?.samples.map(({ time }) => time - start),
    [minute, 2 * minute],
  )
})

test('the log-in: by password, by token, none without the secret, which no message repeats', async (context) => {
  const receiver = await writeReceiver(context, { status: 401, body: 'not HIDDENWORD' })
  const now = writing(context, { ...to(receiver), 'remote_write.auth': 'basic', 'remote_write.user': 'nnad' })
  await now.time.advance(0)
  await until('the attempt', () => now.status('failures_total') === 1)
  assert.match(now.logged[0] ?? '', /The secret remote-write is not set: .* NNAD_SECRET_REMOTE_WRITE/)
  assert.equal(now.status('pending_samples'), 1)
  now.secrets.set('remote-write', 'HIDDENWORD')
  receiver.answers = [{ status: 200 }, { status: 401, body: 'not HIDDENWORD' }]
  await now.time.advance(1000)
  await until('the arrival', () => now.status('samples_total') === 1)
  assert.equal(receiver.received[0]?.headers.authorization, `Basic ${btoa('nnad:HIDDENWORD')}`)
  now.settings.update({ 'remote_write.auth': 'bearer' })
  await now.time.advance(minute)
  await until('the refusal', () => now.status('dropped_samples_total') === 1)
  assert.equal(receiver.received[1]?.headers.authorization, 'Bearer HIDDENWORD')
  assert.match(now.logged.at(-1) ?? '', /answered 401: not …$/)
  assert.doesNotMatch(now.logged.join(), /HIDDENWORD/)
})

test('what was gathered for one address goes to no other one', async (context) => {
  const [old, other] = [await writeReceiver(context, { status: 500 }), await writeReceiver(context)]
  const now = writing(context, to(old))
  await now.time.advance(0)
  await until('the attempt', () => now.status('failures_total') === 1)
  now.settings.update(to(other))
  await now.time.advance(minute)
  await until('the arrival', () => now.status('samples_total') === 1)
  assert.deepEqual(
    other.received.flatMap(({ samples }) => samples.map(({ time }) => time - start)),
    [minute],
  )
})

test('a receiver that hangs keeps nobody: rounds go on, a stop ends it, a clock set back does not matter', async (context) => {
  const receiver = await writeReceiver(context, 'hang')
  const now = writing(context, to(receiver))
  await now.time.advance(0)
  await until('the request', has(receiver, 1))
  now.time.jump(-minute / 2)
  await now.time.advance(3 * minute)
  assert.equal(now.status('pending_samples'), 4)
  const stopped = now.service.stop()
  await now.time.advance(2_000)
  await stopped
  assert.equal(receiver.received.length, 1)
})

test('a clock that was hours ahead: what it dated is given up, and times begin anew', async (context) => {
  const receiver = await writeReceiver(context, { status: 503 })
  const now = writing(context, to(receiver))
  await now.time.advance(0)
  await until('the first attempt', () => now.status('failures_total') === 1)
  now.time.jump(-120 * minute)
  await now.time.advance(minute)
  assert.equal(now.status('dropped_samples_total'), 1)
  receiver.answers = [{ status: 204 }]
  await now.time.advance(minute)
  await until('a request that is taken', () => (now.status('samples_total') ?? 0) > 0)
  const written = receiver.received.at(-1)?.samples ?? []
  assert.ok(
    written.length > 0 && written.every(({ time }) => time < start),
    'by the clock that was put right',
  )
})

test('nobody at the address', async (context) => {
  const now = writing(context, { 'remote_write.url': 'http://127.0.0.1:1/api/v1/write' })
  await now.time.advance(0)
  await until('the attempt', () => now.status('failures_total') === 1)
  assert.match(now.logged[0] ?? '', /127\.0\.0\.1:1 could not be reached \(.*ECONNREFUSED/)
  assert.equal(now.status('pending_samples'), 1)
})

// Webhooks against a real receiver: bodies that arrive, answers, retries, silence, secrets.
import assert from 'node:assert/strict'
import http from 'node:http'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { madeIncident, keepIncident } from './fixtures/made-incident.ts'
import { type Notifying, notifying, until } from './fixtures/notifying.ts'
import { type Answer, type Receiver, receiver } from './fixtures/receiver.ts'
import { pagerDutyTarget } from './webhook.ts'

const path = '/hooks/T0SECRETTOKEN?key=HIDDENHIDDEN'

interface Told extends Notifying {
  readonly receiver: Receiver
}

/** An incident that is told by webhook to a receiver that answers like this. */
async function told(
  context: TestContext,
  format: 'json' | 'slack' | 'pagerduty',
  ...answers: readonly Answer[]
): Promise<Told> {
  const own = await receiver(context, ...answers)
  const notifyingNow = notifying(context, { 'notify.webhook': format })
  notifyingNow.secrets.set('webhook-url', `${own.url}${path}`).set('pagerduty-key', 'ROUTINGKEY')
  keepIncident(notifyingNow.store, madeIncident())
  notifyingNow.service().tell('opened', madeIncident())
  await notifyingNow.time.advance(0)
  return { ...notifyingNow, receiver: own }
}

const deliveryOf = ({ service }: Notifying) => {
  const [delivery] = service().list(1)
  assert.ok(delivery !== undefined)
  return delivery
}

const hasTried = (now: Notifying, attempts: number) => (): boolean => {
  const { attempts: made, state, error } = deliveryOf(now)
  return made === attempts && (state !== 'waiting' || error !== null)
}

test('plain JSON arrives', async (context) => {
  const now = await told(context, 'json', { status: 204 })
  await until('the message', hasTried(now, 1))
  assert.equal(deliveryOf(now).state, 'sent')
  const [{ headers, body, path: at } = { headers: {}, body: {}, path: '' }] = now.receiver.received
  assert.equal(at, path)
  assert.equal(headers['content-type'], 'application/json')
  assert.equal(headers['user-agent'], 'nnad/1.2.3')
  assert.equal(Reflect.get(body as object, 'event'), 'opened')
})

test('Slack’s and PagerDuty’s bodies arrive, all of an incident under one key', async (context) => {
  const slack = await told(context, 'slack', { status: 200 })
  await until('the message', hasTried(slack, 1))
  assert.match(JSON.stringify(slack.receiver.received[0]?.body), /"blocks":\[\{"type":"header"/)

  const duty = await told(context, 'pagerduty', { status: 202 })
  await until('the message', hasTried(duty, 1))
  duty.service().tell('closed', madeIncident({ state: 'closed', closedAt: 9 }))
  await until('the end', () => duty.receiver.received.length === 2)
  const bodies = duty.receiver.received.map(({ body }) => body as Record<string, unknown>)
  assert.deepEqual(
    bodies.map((body) => [body['event_action'], body['routing_key']]),
    [
      ['trigger', 'ROUTINGKEY'],
      ['resolve', 'ROUTINGKEY'],
    ],
  )
  assert.equal(bodies[0]?.['dedup_key'], bodies[1]?.['dedup_key'])
})

test('errors of a server are tried again, with back-off, also after a restart', async (context) => {
  const now = await told(context, 'json', { status: 500 }, { status: 500, body: 'busy' }, { status: 200 })
  await until('the first attempt', hasTried(now, 1))
  assert.deepEqual(
    [deliveryOf(now).state, deliveryOf(now).error],
    ['waiting', `${new URL(now.receiver.url).host} answered 500: ok`],
  )
  await now.time.advance(29_000)
  assert.equal(deliveryOf(now).attempts, 1)
  await now.time.advance(6_000)
  await until('the second attempt', () => deliveryOf(now).error?.endsWith('busy') === true)
  await now.restart()
  await now.time.advance(60_000)
  assert.equal(deliveryOf(now).attempts, 2)
  await now.time.advance(70_000)
  await until('the third attempt', hasTried(now, 3))
  assert.deepEqual([deliveryOf(now).state, deliveryOf(now).error], ['sent', null])
  assert.equal(now.receiver.received.length, 3)
})

test('after six attempts it is given up', async (context) => {
  const now = await told(context, 'json', { status: 503 })
  for (const [index, seconds] of [35, 125, 605, 3605, 3605].entries()) {
    await until(`attempt ${String(index + 1)}`, hasTried(now, index + 1))
    await now.time.advance(seconds * 1000)
  }
  await until('the end', () => deliveryOf(now).state === 'failed')
  await now.time.advance(7_200_000)
  assert.equal(now.receiver.received.length, 6)
})

test('words that are replaced while others are sent are not sent any more', async (context) => {
  const now = await told(context, 'json', { status: 500 }, { status: 500 }, 'hang', { status: 200 })
  const second = madeIncident({ id: 2 })
  keepIncident(now.store, second)
  await until('the first attempt', hasTried(now, 1))
  now.service().tell('opened', second)
  await now.time.advance(5_000)
  await until('the first attempt of the second', hasTried(now, 1))
  await now.time.advance(30_000)
  await until('the message that hangs', () => now.receiver.received.length === 3)
  now.service().tell('closed', { ...second, state: 'closed', closedAt: 9 })
  await now.time.advance(15_000)
  await until('the message behind it', () => now.receiver.received.length === 4)
  assert.equal(Reflect.get(now.receiver.received[3]?.body as object, 'event'), 'closed')
})

test('what waited for over a day is no news; an alarm of PagerDuty comes down all the same', async (context) => {
  const json = await told(context, 'json', { status: 500 }, { status: 200 })
  await until('the first attempt', hasTried(json, 1))
  await json.service().stop()
  json.time.jump(90_000_000)
  await json.restart()
  await json.time.advance(0)
  await until('the end', () => deliveryOf(json).state === 'failed')
  assert.match(deliveryOf(json).error ?? '', /over a day: this is no news any more/)
  assert.equal(json.receiver.received.length, 1)

  const duty = await told(context, 'pagerduty', { status: 200 }, { status: 500 }, { status: 200 })
  await until('the message', hasTried(duty, 1))
  duty.service().tell('closed', madeIncident({ state: 'closed', closedAt: 9 }))
  await until('the failure', () => deliveryOf(duty).error !== null)
  await duty.service().stop()
  duty.time.jump(90_000_000)
  await duty.restart()
  await duty.time.advance(0)
  await until('the end', () => deliveryOf(duty).state === 'sent')
})

test('Retry-After is kept', async (context) => {
  const now = await told(context, 'json', { status: 429, headers: { 'retry-after': '600' } }, { status: 200 })
  await until('the first attempt', hasTried(now, 1))
  await now.time.advance(595_000)
  assert.equal(now.receiver.received.length, 1)
  await now.time.advance(10_000)
  await until('the second attempt', hasTried(now, 2))
  assert.equal(deliveryOf(now).state, 'sent')
})

test('a clock that is set back puts nothing off', async (context) => {
  const now = await told(context, 'json', { status: 500 }, { status: 200 })
  await until('the first attempt', hasTried(now, 1))
  now.time.jump(-86_400_000)
  await now.time.advance(10_000)
  await until('the second attempt', hasTried(now, 2))
  assert.equal(deliveryOf(now).state, 'sent')
})

test('a refusal is final, and its text is cut and holds no secret', async (context) => {
  const body = `no such hook ${path} T0SECRETTOKEN\n${'x'.repeat(10_000)}`
  const now = await told(context, 'json', { status: 404, body })
  await until('the answer', () => deliveryOf(now).state === 'failed')
  const { error } = deliveryOf(now)
  assert.match(error ?? '', /^127\.0\.0\.1:\d+ answered 404: no such hook … … x+…$/)
  assert.ok((error ?? '').length < 400)
  const rows = JSON.stringify(now.store.db.all('SELECT * FROM deliveries'))
  assert.doesNotMatch(`${rows}${now.logged.join()}`, /T0SECRET|HIDDEN|ROUTINGKEY/)
})

test('a redirection is not followed', async (context) => {
  const other = await receiver(context, { status: 200 })
  const now = await told(context, 'json', {
    status: 307,
    headers: { location: `${other.url}/T0SECRETTOKEN` },
  })
  await until('the answer', () => deliveryOf(now).state === 'failed')
  assert.match(deliveryOf(now).error ?? '', /leads elsewhere: set the final address/)
  assert.equal(other.received.length, 0)
})

test('silence ends after 15 s and is tried again', async (context) => {
  const now = await told(context, 'json', 'hang', { status: 200 })
  await until('the request', () => now.receiver.received.length === 1)
  await now.time.advance(15_000)
  await until('the end of the wait', hasTried(now, 1))
  assert.equal(deliveryOf(now).error, 'No answer came within 15 s.')
  await now.time.advance(35_000)
  await until('the second attempt', hasTried(now, 2))
  assert.equal(deliveryOf(now).state, 'sent')
})

test('a stop does not wait for silence', async (context) => {
  const now = await told(context, 'json', 'hang')
  await until('the request', () => now.receiver.received.length === 1)
  const stopped = now.service().stop()
  await now.time.advance(3_000)
  await stopped
  assert.equal(deliveryOf(now).error, 'nnad ended meanwhile.')
  assert.equal(deliveryOf(now).state, 'waiting')
})

test('a test is sent at once; what is missing and what went wrong is said', async (context) => {
  const own = await receiver(context, { status: 200 }, { status: 403, body: 'bad ROUTINGKEY' })
  const now = notifying(context)
  const tried = () => now.service().test('webhook')
  await assert.rejects(tried, { code: 'BAD_INPUT', message: /Missing: notify\.webhook\.$/ })
  now.settings.update({ 'notify.webhook': 'slack' })
  await assert.rejects(tried, { code: 'BAD_INPUT', message: /Missing: the secret webhook-url\.$/ })
  now.secrets.set('webhook-url', 'ftp://x/')
  await assert.rejects(tried, { code: 'UNREADABLE', message: /no address that begins with http/ })
  now.settings.update({ 'notify.webhook': 'pagerduty' })
  await assert.rejects(tried, { code: 'BAD_INPUT', message: /Missing: the secret pagerduty-key\.$/ })
  now.secrets.set('pagerduty-key', 'ROUTINGKEY')
  now.secrets.set('webhook-url', own.url)
  const { id, createdAt, ...sent } = await tried()
  assert.deepEqual(sent, {
    channel: 'webhook',
    incidentId: null,
    event: 'test',
    subject: 'test: messages of nnad arrive here',
    state: 'sent',
    attempts: 1,
    error: null,
  })
  assert.deepEqual([id, createdAt], [2, now.time.clock.now()])
  await assert.rejects(tried, {
    code: 'UNREADABLE',
    message: /arrive\. 127\.0\.0\.1:\d+ answered 403: bad …$/,
  })
  assert.deepEqual(
    now
      .service()
      .list(9)
      .map(({ state }) => state),
    ['failed', 'sent', 'failed'],
  )
})

test('a PagerDuty key goes to PagerDuty, whatever service the address of the webhook is of', () => {
  const europe = 'https://events.eu.pagerduty.com/v2/enqueue'
  for (const [address, target] of [
    [europe, europe],
    ['http://127.0.0.1:8080/relay', 'http://127.0.0.1:8080/relay'],
    [undefined, 'https://events.pagerduty.com/v2/enqueue'],
    ['https://hooks.slack.com/services/T0/B0/X', 'https://events.pagerduty.com/v2/enqueue'],
    ['https://pagerduty.com.example.org/v2/enqueue', 'https://events.pagerduty.com/v2/enqueue'],
    ['https://events.pagerduty.com@example.org/', 'https://events.pagerduty.com/v2/enqueue'],
  ] as const)
    assert.equal(pagerDutyTarget(address), target)
})

test('an address that nobody answers is said by its host alone', async (context) => {
  const now = notifying(context, { 'notify.webhook': 'json' })
  now.secrets.set('webhook-url', `http://127.0.0.1:1${path}`)
  await assert.rejects(now.service().test('webhook'), ({ message }: Error) => {
    assert.match(message, /127\.0\.0\.1:1 could not be reached \(.*ECONNREFUSED/)
    assert.doesNotMatch(message, /T0SECRET|HIDDEN/)
    return true
  })
})

test('the environment’s proxy is used', async (context) => {
  const asked: string[] = []
  const proxy = http.createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.end()
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  assert.ok(typeof address === 'object' && address !== null)
  const before = process.env['http_proxy']
  process.env['http_proxy'] = `http://127.0.0.1:${String(address.port)}`
  context.after(() => {
    if (before === undefined) delete process.env['http_proxy']
    else process.env['http_proxy'] = before
    proxy.close()
  })
  const now = notifying(context, { 'notify.webhook': 'json' })
  now.secrets.set('webhook-url', 'http://hooks.invalid/x')
  await now.service().test('webhook')
  assert.deepEqual(asked, ['POST http://hooks.invalid/x'])
})

// What people read: plain words, one line where one line is wanted, no secrets of format.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { began, madeIncident } from './fixtures/made-incident.ts'
import { factLines, incidentMessage } from './incident-message.ts'
import { mailBody } from './mail-body.ts'
import { jsonBody, pagerDutyBody, slackBody } from './webhook-bodies.ts'

const place = { zone: 'Europe/Berlin', dataFolder: '/data' }

test('a message says what, where, since when, how bad, who and why', () => {
  const message = incidentMessage('opened', madeIncident(), place)
  assert.equal(message.subject, 'severity 62: Recursive content summaries by analyst (prod, nn1:8020)')
  assert.equal(
    factLines(message),
    `What: Recursive content summaries by analyst
NameNode: nn1:8020 (active) of prod
When: since 2026-11-22 17:06:38 (Europe/Berlin)
Severity: 62 of 100, major
Score: 4.8 at its peak, 4 times the threshold of 1.2
Moved most: RPC processing time
Who: analyst rose most
Cause: content summary scan`,
  )
  assert.equal(message.address, '/incidents/1')
})

test('without severity, user and cause a message speaks of the score', () => {
  const incident = madeIncident({ severity: null, user: null, cause: null, leading: null })
  const message = incidentMessage('worse', incident, place)
  assert.match(message.subject, /^worse, score 4 times the threshold: /)
  assert.match(factLines(message), /Cause: no known cause fits$/)
  assert.doesNotMatch(factLines(message), /Who|Severity|null/)
})

test('an end says how long it lasted, with both times', () => {
  const message = incidentMessage(
    'closed',
    madeIncident({ state: 'closed', closedAt: began + 300_000 }),
    place,
  )
  assert.match(message.subject, /^over after 3 min, severity 62: /)
  assert.match(factLines(message), /When: 2026-11-22 17:06:38 to 17:09:38 \(Europe\/Berlin\)/)
})

test('an end for want of rows is not told as one', () => {
  const { subject } = incidentMessage('closed', madeIncident(), { ...place, isSilent: true })
  assert.match(
    subject,
    /^nothing heard since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, not known to be over, severity /,
  )
})

test('the key is that of the incident in this folder, whatever is told of it', () => {
  const key = (own = {}, dataFolder = '/data', event: 'opened' | 'closed' = 'opened'): string =>
    incidentMessage(event, madeIncident(own), { zone: 'UTC', dataFolder }).dedupKey
  assert.equal(key(), key({ severity: 90, title: 'other' }, '/data', 'closed'))
  assert.equal(new Set([key(), key({ id: 2 }), key({ openedAt: 5 }), key({}, '/elsewhere')]).size, 4)
})

test('names of a NameNode add no lines, no headers and no markup', () => {
  const title = 'deletes\r\nBcc: all@example.org\u2028<b>&'
  const message = incidentMessage('opened', madeIncident({ title, user: '<!channel>\n' }), place)
  const mail = mailBody(message)
  assert.doesNotMatch(mail.subject, /[\r\n\u2028]/)
  assert.match(mail.html, /&lt;b&gt;&amp;/)
  assert.doesNotMatch(mail.html, /<b>&|<!channel>/)
  assert.equal(mail.text.split('\n').filter((line) => line.startsWith('Bcc')).length, 0)
  const slack = JSON.stringify(slackBody(message))
  assert.match(slack, /&lt;!channel&gt;/)
  assert.doesNotMatch(slack, /<!channel>/)
})

test('plain JSON holds the incident without its note', () => {
  const message = incidentMessage('opened', madeIncident(), place)
  const body: unknown = JSON.parse(JSON.stringify(jsonBody(message, '1.2.3')))
  const { note, ...incident } = madeIncident()
  assert.equal(note, 'only for us')
  assert.deepEqual(body, {
    product: 'nnad',
    version: '1.2.3',
    event: 'opened',
    subject: message.subject,
    text: `${message.subject}\n${factLines(message)}`,
    incident,
    dedupKey: message.dedupKey,
    address: '/incidents/1',
  })
})

test('Slack gets text and blocks within its limits', () => {
  const long = incidentMessage('opened', madeIncident({ title: 'x'.repeat(5000) }), place)
  const body = JSON.parse(JSON.stringify(slackBody(long))) as {
    text: string
    blocks: { type: string; text?: { text: string }; fields?: { text: string }[] }[]
  }
  assert.deepEqual(
    body.blocks.map(({ type }) => type),
    ['header', 'section', 'context'],
  )
  assert.equal(body.blocks[0]?.text?.text.length, 150)
  const fields = body.blocks[1]?.fields ?? []
  assert.ok(fields.length > 5 && fields.length <= 10)
  assert.ok(fields.every(({ text }) => text.length <= 2000))
})

test('PagerDuty gets a trigger, an acknowledgement of what is acknowledged, and the resolution', () => {
  const action = (event: 'opened' | 'worse' | 'closed', own = {}): unknown => {
    const body = pagerDutyBody(incidentMessage(event, madeIncident(own), place), 'KEY')
    return Reflect.get(body, 'event_action')
  }
  assert.equal(action('opened'), 'trigger')
  assert.equal(action('worse'), 'trigger')
  assert.equal(action('worse', { acknowledgedAt: 5 }), 'acknowledge')
  assert.equal(action('closed', { acknowledgedAt: 5 }), 'resolve')
  const silent = incidentMessage('closed', madeIncident(), { ...place, isSilent: true })
  assert.equal(
    Reflect.get(pagerDutyBody(silent, 'KEY'), 'event_action'),
    'trigger',
    'nobody knows that it is over',
  )
  const severities = [10, 30, 60, 90, null].map((severity) => {
    const body = pagerDutyBody(incidentMessage('opened', madeIncident({ severity }), place), 'KEY')
    return (body as { payload: { severity: string } }).payload.severity
  })
  assert.deepEqual(severities, ['info', 'warning', 'error', 'critical', 'error'])
})

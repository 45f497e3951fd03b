// Telling people: on the desktop, once, in order, within the limit, over restarts.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { keepIncident, madeIncident } from './fixtures/made-incident.ts'
import { type Notifying, notifying, until } from './fixtures/notifying.ts'

function onDesktop(context: TestContext, values: Partial<Settings> = {}): Notifying {
  const now = notifying(context, { 'notify.desktop': true, ...values })
  keepIncident(now.store, madeIncident())
  return now
}

const subjects = ({ shown }: Notifying): string[] => shown.map(({ title }) => title.replace(/:.*/, ''))

test('the desktop shows an incident, what got worse and the end, each once', async (context) => {
  const now = onDesktop(context)
  const steps = [
    ['opened', madeIncident()],
    ['worse', madeIncident({ severity: 80 })],
    ['closed', madeIncident({ severity: 80, state: 'closed', closedAt: 5 })],
  ] as const
  for (const [event, incident] of steps) {
    now.service().tell(event, incident)
    now.service().tell(event, incident)
    await now.time.advance(10_000)
  }
  assert.deepEqual(subjects(now), ['severity 62', 'worse, severity 80', 'over after 3 min, severity 80'])
  assert.equal(now.shown[0]?.address, '/incidents/1')
  assert.match(now.shown[0].body, /NameNode: nn1:8020 \(active\) of prod\n/)
  assert.deepEqual(now.logged, [])
})

test('an incident that ended before it could be told is one message', async (context) => {
  const now = onDesktop(context)
  await now.service().stop()
  now.service().tell('opened', madeIncident())
  now.service().tell('closed', madeIncident({ state: 'closed', closedAt: 5 }))
  assert.deepEqual(
    now
      .service()
      .list(9)
      .map(({ event, state }) => [event, state]),
    [['closed', 'waiting']],
  )
  await now.restart()
  await now.time.advance(0)
  await until('the message', () => now.shown.length > 0)
  assert.deepEqual(subjects(now), ['over after 3 min, severity 62'])
})

test('nobody is told of the muted, nor of another with the same cause', async (context) => {
  const now = onDesktop(context)
  const later = now.time.clock.now() + 3_600_000
  const muted = madeIncident({ id: 2, mutedUntil: later })
  keepIncident(now.store, muted)
  now.service().tell('opened', muted)
  now.service().tell('opened', madeIncident())
  await now.time.advance(5_000)
  assert.deepEqual(now.shown, [])
  now.service().tell('opened', madeIncident({ cause: 'gc-pressure' }))
  await until('the message', () => now.shown.length === 1)
  await now.time.advance(3_600_000)
  now.service().tell('worse', muted)
  await until('the message', () => now.shown.length === 2)
})

test('beyond the limit of an hour messages are withheld; the last one says so', async (context) => {
  const now = onDesktop(context, { 'notify.rate_per_hour': 2 })
  for (const id of [1, 2, 3]) {
    if (id > 1) keepIncident(now.store, madeIncident({ id }))
    now.service().tell('opened', madeIncident({ id }))
    await now.time.advance(5_000)
  }
  assert.equal(now.shown.length, 2)
  assert.doesNotMatch(now.shown[0]?.body ?? '', /withheld/)
  assert.match(
    now.shown[1]?.body ?? '',
    /With this message 2 were sent within an hour.* further ones are withheld/,
  )
  assert.deepEqual(
    now
      .service()
      .list(9)
      .map(({ state }) => state),
    ['withheld', 'sent', 'sent'],
  )
  await now.time.advance(3_600_000)
  now.service().tell('worse', madeIncident({ id: 3, severity: 99 }))
  await until('the message', () => now.shown.length === 3)
  assert.equal(subjects(now)[2], 'severity 99')
})

test('a desktop that fails is tried again', async (context) => {
  let failures = 2
  const now = notifying(
    context,
    { 'notify.desktop': true },
    {
      notify: () =>
        failures-- > 0 ? Promise.reject(new Error('no notification daemon')) : Promise.resolve(),
    },
  )
  keepIncident(now.store, madeIncident())
  now.service().tell('opened', madeIncident())
  await until('the failure', () => now.service().list(1)[0]?.error === 'no notification daemon')
  await now.time.advance(35_000)
  await now.time.advance(125_000)
  await until('the message', () => now.service().list(1)[0]?.state === 'sent')
  assert.equal(now.service().list(1)[0]?.attempts, 3)
})

test('a message that was overtaken is not sent after the newer one', async (context) => {
  let failNext: (() => void) | undefined
  const shown: string[] = []
  const now = notifying(
    context,
    { 'notify.desktop': true },
    {
      notify: ({ title }) => {
        failNext?.()
        shown.push(title)
        return Promise.resolve()
      },
    },
  )
  keepIncident(now.store, madeIncident())
  failNext = () => {
    failNext = undefined
    // While this one is being shown, the incident ends.
    now.service().tell('closed', madeIncident({ state: 'closed', closedAt: 5 }))
    throw new Error('no room')
  }
  now.service().tell('opened', madeIncident())
  await now.time.advance(3_600_000)
  await until('the end', () => shown.length === 1)
  assert.match(shown[0] ?? '', /^over after/)
  assert.deepEqual(
    now
      .service()
      .list(9)
      .map(({ event, state }) => [event, state]),
    [
      ['closed', 'sent'],
      ['opened', 'failed'],
    ],
  )
})

test('times are in the zone of the screens', async (context) => {
  const now = onDesktop(context, { 'view.time_zone': 'namenode' })
  now.store.db.run("UPDATE nodes SET zone = 'Asia/Tokyo', name = 'nn1:8020'")
  now.service().tell('opened', madeIncident())
  await until('the message', () => now.shown.length === 1)
  assert.match(now.shown[0]?.body ?? '', /since 2026-11-23 01:06:38 \(Asia\/Tokyo\)/)
})

test('a data folder that cannot be written to stops nobody who tells', (context) => {
  const now = notifying(context, { 'notify.desktop': true })
  // No row of the incident: the notification cannot refer to it.
  now.service().tell('opened', madeIncident({ id: 404 }))
  assert.match(now.logged.join(), /notification of incident 404 could not be kept/)
})

test('without a desktop there is nothing to test on it', async (context) => {
  const now = notifying(context)
  await assert.rejects(now.service().test('desktop'), {
    code: 'BAD_INPUT',
    message: /Missing: notify\.desktop\.$/,
  })
  now.settings.update({ 'notify.desktop': true })
  assert.equal((await now.service().test('desktop')).state, 'sent')
  assert.equal(now.shown[0]?.address, '/settings')
})

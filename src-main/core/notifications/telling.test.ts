// Who is told of what: muted, too mild, told already, too many, replaced.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Situation, type Told, tellingOf } from './telling.ts'

const told = (own: Partial<Told> = {}): Told => ({
  id: 7,
  event: 'opened',
  state: 'sent',
  severity: 62,
  cause: null,
  isUnderWay: false,
  ...own,
})

const situation = (own: Partial<Situation> = {}): Situation => ({
  event: 'opened',
  severity: 62,
  cause: null,
  isMuted: false,
  leastSeverity: 0,
  lastHour: 0,
  perHour: 20,
  keepsAlarms: false,
  told: [],
  ...own,
})

const fresh = { as: 'new', isWithheld: false, isLast: false }

test('an incident is told once, unless it is muted or too mild', () => {
  assert.deepEqual(tellingOf(situation()), { ...fresh, event: 'opened' })
  assert.deepEqual(tellingOf(situation({ leastSeverity: 62 })), { ...fresh, event: 'opened' })
  const silent = [
    { isMuted: true },
    { leastSeverity: 63 },
    { told: [told()] },
    { told: [told({ state: 'failed' })] },
  ]
  for (const own of silent) assert.deepEqual(tellingOf(situation(own)), { as: 'nothing' })
})

test('what got worse is told where it is worse than what was told', () => {
  const worse = (own: Partial<Situation>) => tellingOf(situation({ event: 'worse', severity: 80, ...own }))
  assert.deepEqual(worse({ told: [told()] }), { ...fresh, event: 'worse' })
  assert.deepEqual(worse({ told: [told(), told({ event: 'worse', severity: 80 })] }), { as: 'nothing' })
  assert.deepEqual(worse({ severity: 62, cause: 'gc-pressure', told: [told()] }), {
    ...fresh,
    event: 'worse',
  })
  assert.deepEqual(worse({ severity: 62, cause: 'gc-pressure', told: [told({ cause: 'host-pause' })] }), {
    as: 'nothing',
  })
  // It was too mild, muted or withheld until now.
  assert.deepEqual(worse({}), { ...fresh, event: 'opened' })
  assert.deepEqual(worse({ told: [told({ state: 'withheld' })] }), { ...fresh, event: 'opened' })
  assert.deepEqual(worse({ told: [told({ state: 'waiting' })] }), {
    as: 'replacement',
    id: 7,
    event: 'opened',
  })
  assert.deepEqual(worse({ told: [told({ state: 'waiting', isUnderWay: true })] }), {
    ...fresh,
    event: 'worse',
  })
})

test('the end is told to those who know of the beginning', () => {
  const closed = (own: Partial<Situation>) => tellingOf(situation({ event: 'closed', ...own }))
  assert.deepEqual(closed({}), { as: 'nothing' })
  assert.deepEqual(closed({ told: [told({ state: 'withheld' })] }), { as: 'nothing' })
  assert.deepEqual(closed({ told: [told()] }), { ...fresh, event: 'closed' })
  assert.deepEqual(closed({ told: [told()], severity: 1, leastSeverity: 50 }), { ...fresh, event: 'closed' })
  assert.deepEqual(closed({ told: [told()], isMuted: true }), { as: 'nothing' })
  assert.deepEqual(closed({ told: [told(), told({ event: 'closed' })] }), { as: 'nothing' })
  assert.deepEqual(closed({ told: [told({ state: 'waiting' })] }), {
    as: 'replacement',
    id: 7,
    event: 'closed',
  })
})

test('an alarm that was raised comes down, whatever is muted or too much', () => {
  const own = { event: 'closed', keepsAlarms: true, isMuted: true, lastHour: 20 } as const
  assert.deepEqual(tellingOf(situation({ ...own, told: [told()] })), { ...fresh, event: 'closed' })
  assert.deepEqual(tellingOf(situation(own)), { as: 'nothing' })
})

test('an incident that goes on after its end is told anew', () => {
  const before = [told(), told({ event: 'closed' })]
  assert.deepEqual(tellingOf(situation({ told: before })), { ...fresh, event: 'opened' })
  assert.deepEqual(tellingOf(situation({ event: 'closed', told: before })), { as: 'nothing' })
  const again = [...before, told()]
  assert.deepEqual(tellingOf(situation({ told: again })), { as: 'nothing' })
  assert.deepEqual(tellingOf(situation({ event: 'closed', told: again })), { ...fresh, event: 'closed' })
  const waiting = [told(), told({ id: 8, event: 'closed', state: 'waiting' })]
  assert.deepEqual(tellingOf(situation({ told: waiting })), { as: 'replacement', id: 8, event: 'opened' })
})

test('the last one of an hour says so, more are withheld, once each', () => {
  assert.deepEqual(tellingOf(situation({ lastHour: 19 })), { ...fresh, event: 'opened', isLast: true })
  const withheld = { ...fresh, event: 'opened', isWithheld: true }
  assert.deepEqual(tellingOf(situation({ lastHour: 20 })), withheld)
  const again = situation({ event: 'worse', lastHour: 20, told: [told({ state: 'withheld' })] })
  assert.deepEqual(tellingOf(again), { as: 'nothing' })
})

test('whatever happened before, a muted incident is never told as new or worse', () => {
  const states = fc.constantFrom('waiting', 'sent', 'failed', 'withheld')
  const before = fc.array(fc.record({ event: fc.constantFrom('opened', 'worse', 'closed'), state: states }))
  fc.assert(
    fc.property(before, fc.constantFrom('opened', 'worse'), fc.boolean(), (rows, event, keepsAlarms) => {
      const rowsBefore = rows.map((row) => told(row))
      const telling = tellingOf(
        situation({ event, isMuted: true, severity: 100, told: rowsBefore, keepsAlarms }),
      )
      assert.equal(telling.as, 'nothing')
    }),
  )
})

// The same hours of many days, against the clocks of zones that change.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { wallClock } from '../../../src-shared/zones.ts'
import { hoursIn } from './hours.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const utc = (text: string): number => Date.parse(`${text}Z`)
const texts = (ranges: ReturnType<typeof hoursIn>): string[] =>
  ranges.map(({ from, to }) =>
    [from, to + 1].map((time) => new Date(time).toISOString().slice(0, 16)).join(' '),
  )

test('office hours of three days, the first and the last cut by the range', () => {
  const range = { from: utc('2026-06-01T10:00'), to: utc('2026-06-03T09:29') - 1 }
  assert.deepEqual(texts(hoursIn(range, { from: 8, to: 18, zone: 'UTC' })), [
    '2026-06-01T10:00 2026-06-01T18:00',
    '2026-06-02T08:00 2026-06-02T18:00',
    '2026-06-03T08:00 2026-06-03T09:29',
  ])
})

test('hours over midnight belong to the evening that they begin in', () => {
  const range = { from: utc('2026-06-01T03:00'), to: utc('2026-06-02T23:00') - 1 }
  assert.deepEqual(texts(hoursIn(range, { from: 22, to: 6, zone: 'UTC' })), [
    '2026-06-01T03:00 2026-06-01T06:00',
    '2026-06-01T22:00 2026-06-02T06:00',
    '2026-06-02T22:00 2026-06-02T23:00',
  ])
})

test('the same hour at both ends is a whole day', () => {
  const range = { from: utc('2026-06-01T03:00'), to: utc('2026-06-04T00:00') - 1 }
  const hours = hoursIn(range, { from: 5, to: 5, zone: 'UTC' })
  assert.equal(
    hours.reduce((sum, { from, to }) => sum + to + 1 - from, 0),
    range.to + 1 - range.from,
  )
})

test('an hour that the clock skips is not there, one that it shows twice is there twice', () => {
  const berlin = (day: string, from: number, to: number): string[] =>
    texts(
      hoursIn(
        { from: utc(`${day}T00:00`) - 4 * hourMs, to: utc(`${day}T12:00`) },
        { from, to, zone: 'Europe/Berlin' },
      ),
    )
  // Forward at 02:00 CET (01:00 UTC), back at 03:00 CEST (01:00 UTC).
  assert.deepEqual(berlin('2026-03-29', 2, 3), [])
  assert.deepEqual(berlin('2026-03-29', 1, 4), ['2026-03-29T00:00 2026-03-29T02:00'])
  assert.deepEqual(berlin('2026-03-29', 2, 4), ['2026-03-29T01:00 2026-03-29T02:00'])
  assert.deepEqual(berlin('2026-10-25', 2, 3), ['2026-10-25T00:00 2026-10-25T02:00'])
  assert.deepEqual(berlin('2026-10-25', 1, 2), ['2026-10-24T23:00 2026-10-25T00:00'])
})

test('a time is in the hours where the zone’s clock shows one of them', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe']
  const anyHour = fc.integer({ min: 0, max: 23 })
  fc.assert(
    fc.property(
      fc.integer({ min: utc('2026-01-01T00:00'), max: utc('2026-12-31T00:00') }),
      fc.integer({ min: 1, max: 10 }),
      anyHour,
      anyHour,
      fc.constantFrom(...zones),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (from, days, first, last, zone, share) => {
        const range = { from, to: from + days * dayMs }
        const found = hoursIn(range, { from: first, to: last, zone })
        const time = Math.floor(range.from + share * (range.to - range.from))
        const { hour } = wallClock(time, zone)
        const isWanted = first < last ? hour >= first && hour < last : hour >= first || hour < last
        // Clocks that are put back by half an hour show the end of an hour twice: its second time may count either way.
        const isIn = found.some((hours) => hours.from <= time && time <= hours.to)
        if (zone !== 'Australia/Lord_Howe') assert.equal(isIn, isWanted, new Date(time).toISOString())
        found.slice(1).forEach((hours, index) => assert.ok(hours.from > (found[index]?.to ?? 0)))
      },
    ),
    { numRuns: 300 },
  )
})

// Ticks of the axis of time: round on the zone's own clock, across its jumps too.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { timeText, wallClock } from '../../src-shared/zones.ts'
import { labelledTicks } from './time-ticks.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const utc = Date.UTC

const shown = (from: number, to: number, zone: string, most: number) => {
  const { times, label } = labelledTicks({ from, to }, zone, most)
  return times.map(label)
}

test('minutes and seconds', () => {
  const from = utc(2026, 10, 22, 15, 47, 38)
  assert.deepEqual(shown(from, from + 26 * minute, 'UTC', 6), ['15:50', '15:55', '16:00', '16:05', '16:10'])
  assert.deepEqual(shown(from, from + 8000, 'UTC', 5), [
    '15:47:38',
    '15:47:40',
    '15:47:42',
    '15:47:44',
    '15:47:46',
  ])
})

test('half-hour zones are round on their own clock', () => {
  const from = utc(2026, 10, 22, 0, 0)
  assert.deepEqual(shown(from, from + 4 * hour, 'Asia/Kolkata', 5), ['06:00', '07:00', '08:00', '09:00'])
})

test('the first tick of a day names it', () => {
  const from = utc(2026, 10, 22, 12)
  assert.deepEqual(shown(from, from + day, 'UTC', 5), ['12:00', '18:00', '11-23', '06:00', '12:00'])
})

test('days stay at midnight across both changes of the clock', () => {
  for (const start of [utc(2026, 2, 27, 23), utc(2026, 9, 23, 22)]) {
    const { times } = labelledTicks({ from: start, to: start + 5 * day }, 'Europe/Berlin', 8)
    assert.ok(times.length >= 5)
    assert.ok(
      times.every((time) => wallClock(time, 'Europe/Berlin').hour === 0),
      times.map((time) => timeText(time, 'Europe/Berlin')).join(),
    )
  }
})

test('an hour that the clock skips has no tick', () => {
  const from = utc(2026, 2, 28, 23, 30)
  assert.deepEqual(shown(from, from + 4 * hour, 'Europe/Berlin', 6), ['01:00', '03:00', '04:00', '05:00'])
})

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]

test('ticks rise, lie within the range, and are few', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: utc(2020, 0, 1), max: utc(2030, 0, 1) }),
      fc.integer({ min: 5000, max: 400 * day }),
      fc.integer({ min: 2, max: 14 }),
      (zone, from, length, most) => {
        const { times } = labelledTicks({ from, to: from + length }, zone, most)
        assert.ok(
          times.every(
            (time, index) => time >= from && time <= from + length && time > (times[index - 1] ?? 0),
          ),
        )
        // Where the clock is put forward the range is an hour, in Apia once a day, longer on it.
        assert.ok(times.length <= most + 1)
      },
    ),
  )
})

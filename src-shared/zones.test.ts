import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DeclaredError } from './errors.ts'
import { clockText, isZone, rangeText, timeIn, timeText, zoneOffset } from './zones.ts'

const sample = Date.UTC(2026, 10, 22, 16, 6, 38)

test('a time is written as the clock of the zone shows it', () => {
  assert.equal(timeText(sample, 'UTC'), '2026-11-22 16:06:38')
  assert.equal(timeText(sample, 'Europe/Berlin'), '2026-11-22 17:06:38')
  assert.equal(timeText(sample, 'Asia/Kolkata'), '2026-11-22 21:36:38')
  assert.equal(clockText(Date.UTC(2026, 0, 1), 'UTC'), '00:00:00')
})

test('a range names its day once', () => {
  assert.equal(rangeText(sample, sample + 60_000, 'UTC'), '2026-11-22 16:06:38 to 16:07:38')
  assert.equal(rangeText(sample, sample + 60_000 * 600, 'UTC'), '2026-11-22 16:06:38 to 2026-11-23 02:06:38')
})

test('what is written is read back in any zone, to the second', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']
  const times = fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) / 1000 }).map((seconds) => seconds * 1000)
  fc.assert(
    fc.property(times, fc.constantFrom(...zones), (time, zone) => {
      const read = timeIn(timeText(time, zone), zone)
      // The hour that the clock shows twice has two times.
      assert.equal(timeText(read, zone), timeText(time, zone))
      assert.ok(read <= time && time - read <= 3_600_000)
    }),
  )
})

test('minutes and days are times; ISO 8601 and epoch milliseconds mean what they say', () => {
  assert.equal(timeIn('2026-11-22 16:06', 'UTC'), sample - 38_000)
  assert.equal(timeIn('2026-11-22', 'Europe/Berlin'), Date.UTC(2026, 10, 21, 23))
  assert.equal(timeIn('2026-11-22T16:06:38Z', 'Asia/Kolkata'), sample)
  assert.equal(timeIn(String(sample), 'Asia/Kolkata'), sample)
})

test('of an hour that the clock shows twice the first is meant; one that it skips is refused', () => {
  assert.equal(timeIn('2026-10-25 02:30:00', 'Europe/Berlin'), Date.UTC(2026, 9, 25, 0, 30))
  assert.throws(() => timeIn('2026-03-29 02:30:00', 'Europe/Berlin'), DeclaredError)
})

test('what is no time says what was wanted', () => {
  for (const text of ['', 'yesterday', '2026-02-30 10:00', '2026-11-22 25:00', '2026-11-22 10:61:00']) {
    assert.throws(() => timeIn(text, 'UTC'), /Wanted a time as YYYY-MM-DD HH:MM:SS, got/)
  }
})

test('zones are known or not', () => {
  assert.ok(isZone('Etc/UTC'))
  assert.ok(!isZone('Moon/Base'))
  assert.equal(zoneOffset(sample, 'Asia/Kolkata'), 19_800_000)
})

// Clocks on walls, there and back.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { epochOf, epochWithin, wallOf, wallRange } from './wall.ts'

test('there and back is the same, but for the hour that a clock shows twice', () => {
  const times = fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) })
  fc.assert(
    fc.property(
      times,
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      (time, zone) => {
        const back = epochOf(wallOf(time, zone), zone)
        assert.ok(back === time || wallOf(back, zone) === wallOf(time, zone))
      },
    ),
  )
})

test('an hour that the clock skipped is none the less a time', () => {
  const skipped = Date.UTC(2026, 2, 29, 2, 30)
  assert.ok(Math.abs(epochOf(skipped, 'Europe/Berlin') - Date.UTC(2026, 2, 29, 1, 30)) <= 3_600_000)
})

test('in the hour that a clock shows twice, what is in a stretch is read as in it', () => {
  const zone = 'Europe/Berlin'
  // Put back at 01:00 UTC.
  const change = Date.UTC(2026, 9, 25, 1)
  const minute = 60_000
  for (const range of [
    { from: change - 40 * minute, to: change - 10 * minute },
    { from: change + 10 * minute, to: change + 40 * minute },
    { from: change - 10 * minute, to: change + 10 * minute },
  ]) {
    const time = range.from + 5 * minute
    const wall = wallOf(time, zone)
    const { from, to } = wallRange(range, zone)
    assert.ok(from <= wall && wall <= to)
    assert.equal(epochWithin(wall, 0, range, zone), time)
  }
  assert.equal(epochWithin(wallOf(change, zone), 0, { from: 0, to: change - 70 * minute }, zone), undefined)
})

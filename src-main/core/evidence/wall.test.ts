// Clocks on walls, there and back.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { epochOf, wallOf } from './wall.ts'

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

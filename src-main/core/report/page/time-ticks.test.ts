// Ticks of time: round on the zone's own clock, in order, few, and right over changes of the clock.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { labelledTicks } from './time-ticks.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

test('seconds, minutes, days: as fine as there is room for', () => {
  const from = Date.UTC(2026, 10, 22, 16, 5, 30)
  const labels = (to: number, zone = 'UTC') =>
    labelledTicks({ from, to }, zone, 4).map(({ clock, day: on }) => `${clock} ${on}`)
  assert.deepEqual(labels(from + 45_000), ['16:05:30 2026-11-22', '16:05:45 ', '16:06:00 ', '16:06:15 '])
  assert.deepEqual(labels(from + 8 * minute), ['16:06 2026-11-22', '16:08 ', '16:10 ', '16:12 '])
  assert.deepEqual(labels(from + 8 * minute, 'Asia/Kathmandu'), [
    '21:52 2026-11-22',
    '21:54 ',
    '21:56 ',
    '21:58 ',
  ])
  assert.deepEqual(labels(from + 20 * hour), ['18:00 2026-11-22', '00:00 2026-11-23', '06:00 ', '12:00 '])
  assert.deepEqual(labels(from + 3 * day), [' 2026-11-23', ' 2026-11-24', ' 2026-11-25'])
})

test('where the clock goes from 2 to 3, and from 3 to 2, ticks stay on its round times', () => {
  const clocks = (from: number) =>
    labelledTicks({ from, to: from + 6 * hour }, 'Europe/Berlin', 7).map(({ clock }) => clock)
  const spring = clocks(Date.UTC(2026, 2, 28, 23))
  assert.deepEqual(spring, ['00:00', '01:00', '03:00', '04:00', '05:00', '06:00', '07:00'])
  const autumn = clocks(Date.UTC(2026, 9, 24, 22))
  assert.deepEqual(autumn, ['00:00', '01:00', '02:00', '02:00', '03:00', '04:00', '05:00'])
  const days = labelledTicks(
    { from: Date.UTC(2026, 2, 27, 12), to: Date.UTC(2026, 2, 31, 12) },
    'Europe/Berlin',
    5,
  )
  assert.deepEqual(
    days.map(({ time }) => new Date(time).toISOString().slice(8, 16)),
    ['27T23:00', '28T23:00', '29T22:00', '30T22:00'],
  )
})

test('in any zone and of any range: within it, rising, not too many', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000_000_000_000 }),
      fc.integer({ min: 30_000, max: 900 * day }),
      zone,
      (from, length, name) => {
        const ticks = labelledTicks({ from, to: from + length }, name, 8)
        assert.ok(ticks.length <= 10, `${ticks.length} ticks`)
        ticks.forEach(({ time }, index) => {
          assert.ok(time >= from && time <= from + length)
          assert.ok(index === 0 || time > (ticks[index - 1]?.time ?? Infinity))
        })
      },
    ),
    { numRuns: 200 },
  )
})

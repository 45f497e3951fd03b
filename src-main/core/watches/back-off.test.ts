// Distances of polls while a NameNode fails.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { backedOff } from './back-off.ts'

test('the first failures change nothing; then the distance doubles up to five minutes', () => {
  const distances = Array.from({ length: 12 }, (_, failures) => backedOff(10_000, failures, 0) / 1000)
  assert.deepEqual(distances, [10, 10, 10, 10, 20, 40, 80, 160, 300, 300, 300, 300])
  assert.equal(backedOff(10_000, 100, 1), 240_000)
})

test('never under the usual distance, never over five minutes or the usual one', () => {
  const usual = fc.integer({ min: 10, max: 3_600_000 })
  fc.assert(
    fc.property(
      usual,
      fc.nat(2000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (every, failures, jitter) => {
        const distance = backedOff(every, failures, jitter)
        assert.ok(distance >= every && distance <= Math.max(every, 300_000))
      },
    ),
  )
})

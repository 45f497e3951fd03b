// Scales and ticks of values.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { decades, linearScale, logScale, niceTicks } from './scale.ts'

test('a straight scale keeps proportions, upside down too; a domain without width is no division by zero', () => {
  const y = linearScale([0, 10], [100, 0])
  assert.deepEqual([y(0), y(2.5), y(10)], [100, 75, 0])
  assert.equal(linearScale([3, 3], [5, 9])(3), 5)
})

test('a logarithmic scale gives each decade the same width; zero stands at the lower end', () => {
  const x = logScale([0.01, 100], [0, 40])
  assert.deepEqual(
    [0, 0.001, 0.01, 1, 100].map((value) => Math.round(x(value))),
    [0, 0, 0, 20, 40],
  )
})

test('ticks are round, within the range, evenly spaced and not too many', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (most, count) => {
        const ticks = niceTicks(most, count)
        assert.ok(ticks.length >= 2 && ticks.length <= count + 1, `${ticks.length} ticks`)
        assert.equal(ticks[0], 0)
        assert.ok((ticks.at(-1) ?? Infinity) <= most * (1 + 1e-6))
        const step = ticks[1] ?? Number.NaN
        assert.ok(['1', '2', '5', '25'].includes(String(step).replace(/e.*$|[.]|0/g, '')), String(step))
        ticks.forEach((tick, index) => assert.ok(Math.abs(tick - index * step) < step * 1e-6))
      },
    ),
  )
  assert.deepEqual(niceTicks(61.2, 4), [0, 20, 40, 60])
  assert.deepEqual(niceTicks(0.35, 4), [0, 0.1, 0.2, 0.3])
})

test('decades between two values', () => {
  assert.deepEqual(decades(0.004, 1.3), [0.01, 0.1, 1])
  assert.deepEqual(decades(0.01, 1), [0.01, 0.1, 1])
  assert.deepEqual(decades(2, 9), [])
})

// Scores and percentiles, the latter against numpy.percentile.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keras } from './fixtures/keras-fixtures.ts'
import { percentileOf, windowScores } from './threshold.ts'

test("percentiles are numpy's to the last bit", () => {
  assert.ok(keras.percentiles.length >= 30)
  for (const { values, percentile, result } of keras.percentiles) {
    assert.equal(percentileOf(Float64Array.from(values), percentile), result)
  }
})

const scores = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 200 })

test('a percentile lies between the extremes, rises with its rank and leaves its input alone', () => {
  fc.assert(
    fc.property(
      scores,
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      (values, a, b) => {
        const given = Float64Array.from(values)
        const [low, high] = [percentileOf(given, Math.min(a, b)), percentileOf(given, Math.max(a, b))]
        assert.ok(low >= Math.min(...values) && high <= Math.max(...values) && low <= high)
        assert.deepEqual([...given], values)
      },
    ),
  )
})

test('percentiles out of range and scores that are missing are refused', () => {
  for (const percentile of [-1, 100.1, NaN]) {
    assert.throws(() => percentileOf(Float64Array.of(1), percentile), { code: 'BAD_INPUT' })
  }
  assert.throws(() => percentileOf(new Float64Array(), 95), { code: 'NO_DATA' })
})

test('a score is the mean over the metrics', () => {
  assert.deepEqual(
    [...windowScores(Float32Array.of(1, 2, 3, 4, 5, 9), 3)].map((x) => Math.round(x * 1e9) / 1e9),
    [2, 6],
  )
  assert.equal(windowScores(new Float32Array(), 28).length, 0)
})

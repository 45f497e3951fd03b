// Quantiles against numbers worked out by hand and by numpy.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { quantile } from './statistics.ts'

test('linear interpolation between the neighbours, as numpy.quantile does by default', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5)
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75)
  assert.equal(quantile([0, 10], 0.95), 9.5)
  assert.equal(quantile([7], 0.95), 7)
  assert.equal(quantile(Float64Array.of(-4, -2, 8), 1), 8)
  assert.equal(quantile([-4, -2, 8], 0), -4)
})

test('a quantile lies within the values and never falls with its share', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 })
  const share = fc.double({ noNaN: true, min: 0, max: 1 })
  fc.assert(
    fc.property(values, share, share, (list, one, other) => {
      const sorted = list.toSorted((left, right) => left - right)
      const [low, high] = [quantile(sorted, Math.min(one, other)), quantile(sorted, Math.max(one, other))]
      const slack = 1e-6
      assert.ok(low <= high + slack)
      assert.ok((sorted[0] ?? 0) - slack <= low && high <= (sorted.at(-1) ?? 0) + slack)
    }),
  )
})

// The two-sample statistic against scipy.stats.ks_2samp, and the detector on rows.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { references } from './fixtures/references.ts'
import { distanceOf, fitKolmogorovSmirnov } from './kolmogorov-smirnov.ts'

for (const { name, window, baseline, statistic } of references.kolmogorovSmirnov) {
  test(`scipy's statistic: ${name}`, () => {
    const distance = distanceOf(window.toSorted(), baseline.toSorted(), 0)
    assert.ok(Math.abs(distance - statistic) < 1e-12, `${distance} instead of ${statistic}`)
  })
}

const sorted = fc
  .array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map((values) => Float64Array.from(values).sort())

test('tolerance only brings distributions closer, and hides a shift within it', () => {
  fc.assert(
    fc.property(sorted, sorted, fc.double({ min: 0, max: 1, noNaN: true }), (left, right, shift) => {
      const [plain, tolerant] = [distanceOf(left, right, 0), distanceOf(left, right, 0.5)]
      assert.ok(0 <= tolerant && tolerant <= plain && plain <= 1)
      // Not the shift itself: adding it rounds.
      const shifted = left.map((value) => value + shift)
      assert.equal(distanceOf(shifted, left, shift + 1e-9), 0)
    }),
  )
})

const baseline = { values: Float64Array.from({ length: 300 }, (_, row) => 5 + Math.sin(row)), columns: 1 }
const judge = fitKolmogorovSmirnov(baseline)
const rowsOf = (...values: number[]) => judge({ values: Float64Array.from(values), columns: 1 })

test('a shift shows the more the more rows have it, and is gone 30 rows later', () => {
  const usual = (row: number): number => 5 + Math.sin(row + 0.5)
  const rows = Array.from({ length: 130 }, (_, row) => usual(row) + (row >= 50 && row < 80 ? 4 : 0))
  const deviations = [...rowsOf(...rows)]
  const unrest = Math.max(...deviations.slice(0, 50))
  assert.ok(unrest < 2)
  const rising = deviations.slice(60, 80)
  assert.deepEqual(
    rising,
    rising.toSorted((left, right) => left - right),
  )
  // Two samples of 30 and 300 that do not overlap.
  assert.ok(Math.abs((deviations[79] ?? NaN) - 2 * Math.sqrt(9000 / 330)) < 1e-9)
  assert.ok(Math.max(...deviations.slice(109)) < 2)
})

test('a few values show little, missing ones nothing', () => {
  assert.ok(rowsOf(90, 90, 90).every((deviation) => deviation > 0 && deviation < 4))
  const some = [...rowsOf(...Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 90 : NaN)))]
  assert.ok(some.every((deviation, row) => (row % 2 === 1 ? deviation === 0 : deviation > 0)))
  const none = fitKolmogorovSmirnov({ values: new Float64Array(9).fill(NaN), columns: 1 })
  assert.deepEqual([...none({ values: new Float64Array(40).fill(90), columns: 1 })], Array(40).fill(0))
})

test('columns and windows are kept apart: the same as judging each alone', () => {
  const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) }, fc.constant(NaN))
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 40, maxLength: 90 }), (pairs) => {
      const both = Float64Array.from(pairs.flat())
      const columns = [0, 1].map((column) => Float64Array.from(pairs, (pair) => pair[column] ?? NaN))
      const together = fitKolmogorovSmirnov({ values: both, columns: 2 })({ values: both, columns: 2 })
      columns.forEach((values, column) => {
        const normal = { values, columns: 1 }
        const alone = fitKolmogorovSmirnov(normal)(normal)
        assert.deepEqual(
          together.filter((_, index) => index % 2 === column),
          alone,
        )
        const last = fitKolmogorovSmirnov(normal)({ values: values.slice(-30), columns: 1 })
        assert.equal(last.at(-1), alone.at(-1))
      })
    }),
    { numRuns: 30 },
  )
})

// PCA against PyOD's on the same baseline; missing values; what it sees that no single column shows.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { componentsOf } from './components.ts'
import { references } from './fixtures/references.ts'
import { fitPca } from './pca.ts'
import { fitRobustZ } from './robust-z.ts'

const { pca } = references
const { columns } = pca
const baseline = { values: pca.baseline, columns }

test("PyOD's components, as many of them", () => {
  const { variances, noise } = componentsOf(baseline)
  assert.equal(variances.length, pca.components)
  const total = variances.reduce((sum, value) => sum + value, 0) + noise * (columns - variances.length)
  variances.forEach((variance, index) => {
    assert.ok(Math.abs(variance / total - (pca.explainedShares[index] ?? NaN)) < 1e-7)
  })
})

test('the reconstruction errors of the decomposition beneath PyOD', () => {
  const deviations = fitPca(baseline)({ values: pca.rows, columns })
  assert.ok(deviations.length >= 100)
  deviations.forEach((deviation, cell) => {
    assert.ok(Math.abs(deviation - (pca.errors[cell] ?? NaN)) < 1e-6, `cell ${cell}: ${deviation}`)
  })
})

/** Three columns that follow one load, and one of their own. */
const followers = (rows: number, load: (row: number) => number) =>
  Float64Array.from({ length: rows * 4 }, (_, cell) => {
    const row = Math.floor(cell / 4)
    return cell % 4 === 3 ? Math.sin(row * 2.3) / 2 : load(row) + Math.sin(cell * 1.7) / 5
  })
const usual = { values: followers(300, (row) => 10 + 8 * Math.sin(row / 9)), columns: 4 }

test('columns that rise together as they always do are normal, one that does not is not', () => {
  const judge = fitPca(usual)
  const together = judge({ values: Float64Array.of(17, 17, 17, 0), columns: 4 })
  assert.ok(together.every((deviation) => deviation < 1))
  const apart = judge({ values: Float64Array.of(17, 17, 5, 0), columns: 4 })
  assert.ok((apart[2] ?? 0) > 5)
  assert.ok((fitRobustZ(usual)({ values: Float64Array.of(17, 17, 5, 0), columns: 4 })[2] ?? 9) < 2)
})

test('a missing value has no deviation, and the others are judged by those that are there', () => {
  const judge = fitPca(usual)
  const [first, second, third, fourth] = judge({ values: Float64Array.of(17, NaN, 17, 0), columns: 4 })
  assert.equal(second, 0)
  for (const deviation of [first, third, fourth]) assert.ok(deviation !== undefined && deviation < 1)
  assert.deepEqual([...judge({ values: new Float64Array(4).fill(NaN), columns: 4 })], [0, 0, 0, 0])
})

test('a baseline in which nothing varies leaves the robust z', () => {
  const still = { values: new Float64Array(40).fill(3), columns: 4 }
  const values = Float64Array.of(3, 9, NaN, 1)
  assert.deepEqual(fitPca(still)({ values, columns: 4 }), fitRobustZ(still)({ values, columns: 4 }))
})

test('whatever is missing, deviations are finite and 0 or more', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 40, noNaN: true }), fc.constant(NaN))
  const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(rows, rows, (normal, looked) => {
      const judge = fitPca({ values: Float64Array.from(normal.flat()), columns: 3 })
      const values = Float64Array.from(looked.flat())
      judge({ values, columns: 3 }).forEach((deviation, cell) => {
        assert.ok(Number.isFinite(deviation) && deviation >= 0)
        if (Number.isNaN(values[cell])) assert.equal(deviation, 0)
      })
    }),
  )
})

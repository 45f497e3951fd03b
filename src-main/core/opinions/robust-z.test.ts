// Robust z: known values, the floor, what is missing.
import assert from 'node:assert/strict'
import test from 'node:test'
import { fitRobustZ } from './robust-z.ts'

const one = (...values: number[]) => ({ values: Float64Array.from(values), columns: 1 })

test('values are counted in deviations from the median', () => {
  // Median 30, MAD 10.
  const judge = fitRobustZ(one(10, 20, 30, 40, 50))
  const deviations = judge(one(30, 30 + 14.826 * 4, 30 - 14.826))
  assert.deepEqual(
    Array.from(deviations, (deviation) => Number(deviation.toFixed(12))),
    [0, 4, 1],
  )
})

test('what nobody would notice is no deviation of a constant column', () => {
  const judge = fitRobustZ(one(5, 5, 5, 5))
  assert.deepEqual([...judge(one(5, 5.25, 8))], [0, 0.25, 3])
})

test('missing values have no deviation, and a column that the baseline lacks is judged from nothing', () => {
  const judge = fitRobustZ({ values: Float64Array.of(2, NaN, NaN, NaN, 2, NaN), columns: 2 })
  assert.deepEqual([...judge({ values: Float64Array.of(NaN, 3, 4, NaN), columns: 2 })], [0, 3, 2, 0])
})

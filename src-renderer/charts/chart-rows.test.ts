// Series as rows of charts: peaks kept, gaps open, finer rows in the place of coarse ones.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chartRows, joinedRows, rowAt, rowsIn } from './chart-rows.ts'

const series = (times: number[], low: (number | null)[], pointMs = 0, high = low) => ({
  pointMs,
  times,
  metrics: { m: { low, high } },
})
const at = (...times: number[]) => times.map((time) => ({ time, m: time }))

test('one sample is one row; a metric that is not there has no value', () => {
  assert.deepEqual(chartRows(series([1, 2], [5, null]), ['m', 'x']), [
    { time: 1, m: 5, x: null },
    { time: 2, m: null, x: null },
  ])
})

test('a point over a stretch is two rows, so that its peak is seen', () => {
  assert.deepEqual(chartRows(series([0, 100], [1, 2], 100, [9, 2]), ['m']), [
    { time: 0, m: 1 },
    { time: 50, m: 9 },
    { time: 100, m: 2 },
    { time: 150, m: 2 },
  ])
})

test('a gap leaves the line open', () => {
  const rows = chartRows(series([0, 1, 2, 3, 100, 101], [1, 1, 1, 1, 1, 1]), ['m'])
  assert.deepEqual(rows[4], { time: 4, m: null })
  assert.equal(rows.length, 7)
})

test('rows of a range have a neighbour on either side', () => {
  const rows = at(10, 20, 30, 40, 50)
  const times = (from: number, to: number) => rowsIn(rows, { from, to }).map(({ time }) => time)
  assert.deepEqual(times(25, 35), [20, 30, 40])
  assert.deepEqual(times(30, 30), [20, 30, 40])
  assert.deepEqual(times(0, 99), [10, 20, 30, 40, 50])
  assert.deepEqual(times(60, 70), [50])
  assert.deepEqual(rowsIn([], { from: 0, to: 1 }), [])
})

test('finer rows take the place of coarse ones, open at both ends', () => {
  const joined = joinedRows(at(0, 100, 200, 300), at(100, 110, 120), { from: 100, to: 120 })
  assert.deepEqual(
    joined.map(({ time, m }) => [time, m]),
    [
      [0, 0],
      [99, null],
      [100, 100],
      [110, 110],
      [120, 120],
      [121, null],
      [200, 200],
      [300, 300],
    ],
  )
  const whole = at(1, 2)
  assert.equal(joinedRows(whole, [], { from: 0, to: 0 }), whole)
})

test('the nearest row, at the ends too', () => {
  const rows = at(10, 20, 40)
  assert.deepEqual(
    [0, 14, 16, 29, 31, 99].map((time) => rowAt(rows, time)?.time),
    [10, 10, 20, 20, 40, 40],
  )
  assert.equal(rowAt([], 5), undefined)
})

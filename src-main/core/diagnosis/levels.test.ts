// Levels: what a column did in an incident beside its baseline, and from when on.
import assert from 'node:assert/strict'
import test from 'node:test'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { levelsOf } from './levels.ts'

const id = 'GetListingNumOps'
const start = 1_000_000

/** A column of rows 1 s apart, the first `before` of them before the incident. */
function levelOf(values: readonly number[], before: number, median: number | null = 20, spread = 1) {
  const all = new Float64Array(values.length * columns.length).fill(Number.NaN)
  values.forEach((value, row) => {
    all[row * columns.length + (columnIndex.get(id) ?? -1)] = value
  })
  const times = Float64Array.from(values, (_, row) => start + (row - before) * 1000)
  const baseline = [{ metric: id, normal: median === null ? null : ([15, 25] as const), median, spread }]
  return levelsOf({ times, values: all }, baseline, start, start + (values.length - before - 1) * 1000)(id)
}

test('mean, median, extremes and ends are those of the incident, values that do not count left out', () => {
  const level = levelOf([900, 20, 40, Number.NaN, 100, 10, 50], 1)
  assert.ok(level !== undefined)
  const { usual, normal, mean, median, peak, peakAt, lowest, first, last } = level
  assert.deepEqual(
    { usual, normal, mean, median, peak, peakAt, lowest, first, last },
    {
      usual: 20,
      normal: [15, 25],
      mean: 44,
      median: 40,
      peak: 100,
      peakAt: start + 3000,
      lowest: 10,
      first: 20,
      last: 50,
    },
  )
})

test('a deviation of 3 is a factor of 3.4 above the base; a wide spread shrinks it, a fall is below 0', () => {
  // (1 + 72.25 / 2) / (1 + 20 / 2) is 1.5 cubed.
  const raised = levelOf([72.25], 0)?.deviation ?? 0
  assert.ok(Math.abs(raised - 3) < 1e-9)
  assert.ok(Math.abs((levelOf([72.25], 0, 20, 2)?.deviation ?? 0) - 1.5) < 1e-9)
  assert.ok((levelOf([1], 0)?.deviation ?? 0) < -4)
  // Without a usual value it is counted from 0.
  assert.ok(Math.abs((levelOf([4.75], 0, null)?.deviation ?? 0) - 3) < 1e-9)
})

test('no value in the incident, no level; neither has an unknown column', () => {
  assert.equal(levelOf([20, 20, Number.NaN], 2), undefined)
  const none = levelsOf({ times: new Float64Array(), values: new Float64Array() }, [], 0, 1)
  assert.equal(none('NoSuchColumn'), undefined)
})

test('the onset is the first of the raised rows, before the incident as well', () => {
  assert.equal(levelOf([20, 20, 20, 200, 200, 200], 3)?.onset, start)
  assert.equal(levelOf([20, 200, 200, 200, 200, 200], 3)?.onset, start - 2000)
  assert.equal(levelOf([20, 20, 20, 20, 200, 20, 200, 200], 3)?.onset, start + 1000)
  assert.equal(levelOf([20, 20, 20, 20, 20], 2)?.onset, null)
})

test('a lone outlier before a rise is not its beginning', () => {
  const calm = Array.from({ length: 40 }, () => 20)
  const storm = Array.from({ length: 42 }, () => 300)
  assert.equal(levelOf([300, ...calm, ...storm], 41)?.onset, start)
})

test('rows raised after the last one of the incident do not count, and a share is of rows with a value', () => {
  const level = levelOf([200, 200, 200, 20, Number.NaN, 200, 20], 3)
  assert.equal(level?.raisedShare, 1 / 3)
  assert.equal(levelOf([200, 200, 200, 20, 20], 3)?.onset, null)
})

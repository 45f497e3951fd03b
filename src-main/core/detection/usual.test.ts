// What a baseline teaches about its columns.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { placeOf } from '../../../src-shared/scales.ts'
import { columnIndex, columns } from '../../../src-shared/signals.ts'
import { deviationsOf } from './deviations.ts'
import { usualOf } from './usual.ts'
import { watched } from './watched.ts'

const sync = columnIndex.get('SyncsAvgTime') ?? -1
const watchedSync = watched.findIndex(({ id }) => id === 'SyncsAvgTime')

/** Rows in which all columns but one are empty. */
function rowsOf(values: readonly number[], column = sync): Float64Array {
  const rows = new Float64Array(values.length * columns.length).fill(Number.NaN)
  values.forEach((value, row) => (rows[row * columns.length + column] = value))
  return rows
}
const all = (values: readonly number[]): number[] => [...values.keys()]
const syncUsual = (values: readonly number[], rows = all(values)) => usualOf(rowsOf(values), rows)[sync]

test('median and range are those of the given rows that have a value', () => {
  const values = [1, 2, Number.NaN, 3, 4, 5, 1000]
  const { normal, median } = syncUsual(values, [0, 1, 2, 3, 4, 5]) ?? assert.fail()
  assert.equal(median, 3)
  assert.ok(normal !== null && Math.abs(normal[0] - 1.2) < 1e-12 && Math.abs(normal[1] - 4.8) < 1e-12)
})

test('a column that the baseline never had has no range, and strays by no less than anybody would notice', () => {
  assert.deepEqual(syncUsual([]), { metric: 'SyncsAvgTime', normal: null, median: null, spread: 1 })
  assert.deepEqual(syncUsual([3, 3, 3, 3])?.spread, 1)
})

test('a column that jumps in one row of a hundred strays by a quarter of the jump, one in a thousand by nothing', () => {
  const jumping = (every: number): number[] =>
    Array.from({ length: 3000 }, (_, row) => (row % every === every - 1 ? 400 : 1))
  const jump = placeOf('SyncsAvgTime', 400) - placeOf('SyncsAvgTime', 1)
  assert.ok(Math.abs((syncUsual(jumping(100))?.spread ?? 0) - jump / 4) < 0.01)
  assert.equal(syncUsual(jumping(1000))?.spread, 1)
})

test('deviations are counted from the median in spreads, from 0 where there was nothing, and a mean of 0 is no value', () => {
  const usual = usualOf(rowsOf([2, 2, 2]), [0, 1, 2])
  const deviationOf = (value: number): number =>
    deviationsOf(rowsOf([value]), usual)[watchedSync] ?? assert.fail()
  assert.equal(deviationOf(2), 0)
  assert.equal(deviationOf(500), placeOf('SyncsAvgTime', 500) - placeOf('SyncsAvgTime', 2))
  assert.ok(Number.isNaN(deviationOf(0)))
  assert.ok(Number.isNaN(deviationOf(Number.NaN)))
  const never = usualOf(rowsOf([]), [])
  assert.equal(deviationsOf(rowsOf([9]), never)[watchedSync], placeOf('SyncsAvgTime', 9))
})

test('what the baseline never had: an operation counts from 0, a gauge has no deviation', () => {
  const never = usualOf(rowsOf([]), [])
  const deviationOf = (id: string): number =>
    deviationsOf(rowsOf([90], columnIndex.get(id)), never)[watched.findIndex((one) => one.id === id)] ??
    assert.fail()
  assert.equal(deviationOf('GetListingNumOps'), placeOf('GetListingNumOps', 90))
  assert.ok(Number.isNaN(deviationOf('NumOpenConnections')))
})

test('the watched columns exist once each, the 28 first', () => {
  assert.equal(new Set(watched.map(({ id }) => id)).size, watched.length)
  assert.deepEqual(
    watched.slice(0, 28).map(({ index }) => index),
    Array.from({ length: 28 }, (_, index) => index),
  )
})

test('whatever the baseline, its median row deviates by nothing and most of its rows by little', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (values) => {
        const deviations = deviationsOf(rowsOf(values), usualOf(rowsOf(values), all(values)))
        const ofSync = all(values).map((row) => deviations[row * watched.length + watchedSync] ?? Number.NaN)
        const far = ofSync.filter((deviation) => Math.abs(deviation) > 4.001).length
        assert.ok(far <= Math.ceil(values.length / 2))
        assert.ok(ofSync.every((deviation) => Number.isFinite(deviation)))
      },
    ),
  )
})

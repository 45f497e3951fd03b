// Rows → input of the model: profiles and scaling against numbers worked out by hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { fitScaler, normals, profileValues, scaled } from './features.ts'
import type { Rows } from './rows.ts'
import { status } from './sample.ts'

const indexOf = (id: string): number => metrics.findIndex((metric) => metric.id === id)
const [create, gc, blocked, concat] = [
  'CreateAvgTime',
  'GcTimeMillis',
  'ThreadsBlocked',
  'ConcatAvgTime',
].map(indexOf)

type Cell = readonly [value: number, status: number]
const missing: Cell = [Number.NaN, status.missing]

/** Rows of which three metrics are given, ten seconds apart; all others are missing. */
function rowsOf(cells: readonly { create?: Cell; gc?: Cell; blocked?: Cell }[]): Rows {
  const values = new Float64Array(cells.length * metricCount).fill(Number.NaN)
  const states = new Uint8Array(cells.length * metricCount).fill(status.missing)
  cells.forEach((row, index) => {
    for (const [metric, [value, state]] of [
      [create, row.create ?? missing],
      [gc, row.gc ?? missing],
      [blocked, row.blocked ?? missing],
    ] as const) {
      values[index * metricCount + (metric ?? 0)] = value
      states[index * metricCount + (metric ?? 0)] = state
    }
  })
  return {
    times: Float64Array.from(cells, (_, index) => index * 10_000),
    breaks: cells.map(() => null),
    haStates: cells.map(() => 'active' as const),
    intervals: Float64Array.from(cells, (_, index) => (index === 0 ? Number.NaN : 10)),
    values,
    status: states,
  }
}
/** One metric's column of a [rows, 28] array. */
const columnOf = (values: ArrayLike<number>, metric: number | undefined): number[] =>
  Array.from(values).filter((_, cell) => cell % metricCount === metric)

const rows = rowsOf([
  { create: [2, status.ok], gc: missing, blocked: [1, status.ok] },
  { create: [0, status.ambiguous], gc: [3.5, status.ok], blocked: [4, status.repeated] },
  { create: [9, status.idle], gc: [0, status.ok], blocked: [2, status.ok] },
  { create: [8, status.repeated], gc: missing, blocked: missing },
])

test('default: idle and repeated values are missing, ambiguous ones count, counters stay rates', () => {
  const values = profileValues('default', rows)
  assert.deepEqual(columnOf(values, create), [2, 0, NaN, NaN])
  assert.deepEqual(columnOf(values, gc), [NaN, 3.5, 0, NaN])
  assert.deepEqual(columnOf(values, blocked), [1, NaN, 2, NaN])
  assert.deepEqual(columnOf(values, concat), [NaN, NaN, NaN, NaN])
})

test('original: values as served, counters as differences (rate times interval), missing is 0', () => {
  const values = profileValues('original', rows)
  assert.deepEqual(columnOf(values, create), [2, 0, 9, 8])
  assert.deepEqual(columnOf(values, gc), [0, 35, 0, 0])
  assert.deepEqual(columnOf(values, blocked), [1, 4, 2, 0])
  assert.deepEqual(columnOf(values, concat), [0, 0, 0, 0])
  const first = rowsOf([{ gc: [3.5, status.ok] }])
  assert.deepEqual(columnOf(profileValues('original', first), gc), [0], 'no interval, no difference')
})

/** The three columns' values, each row of [create, gc, blocked]. */
const valuesOf = (list: readonly (readonly [number, number, number])[]): Float64Array =>
  profileValues(
    'default',
    rowsOf(
      list.map(([a, b, c]) => ({ create: [a, status.ok], gc: [b, status.ok], blocked: [c, status.ok] })),
    ),
  )

test('scaling is by the baseline’s least and largest value, as MinMaxScaler does it', () => {
  const values = valuesOf([
    [2, 5, 7],
    [6, NaN, 7],
    [4, 5, 7],
    [100, 100, 100],
  ])
  const scaler = fitScaler(values, [0, 1, 2])
  assert.equal(scaler.length, metricCount)
  assert.deepEqual(scaler[create ?? -1], { metric: 'CreateAvgTime', offset: 2, scale: 0.25, fill: 4 })
  assert.deepEqual(scaler[gc ?? -1], { metric: 'GcTimeMillis', offset: 5, scale: 1, fill: 5 }, 'constant')
  assert.deepEqual(
    scaler[concat ?? -1],
    { metric: 'ConcatAvgTime', offset: 0, scale: 0, fill: 0 },
    'no value',
  )
  const input = scaled(values, scaler)
  assert.deepEqual(columnOf(input, create), [0, 1, 0.5, 24.5])
  assert.deepEqual(columnOf(input, blocked), [0, 0, 0, 93])
  assert.deepEqual(columnOf(input, concat), [0, 0, 0, 0])
})

test('a missing value is the baseline’s median, scaled as every value is', () => {
  const values = valuesOf([
    [10, 1, 1],
    [20, 1, 1],
    [60, 1, 1],
    [NaN, NaN, 5],
  ])
  const scaler = fitScaler(values, [0, 1, 2])
  const input = scaled(values, scaler)
  assert.equal(scaler[create ?? -1]?.fill, 20)
  assert.deepEqual(
    columnOf(input, create).map((value) => Number(value.toFixed(6))),
    [0, 0.2, 1, 0.2],
  )
  assert.deepEqual(columnOf(input, gc), [0, 0, 0, 0])
  const known = valuesOf([
    [20, 1, 1],
    [20, 1, 5],
  ])
  assert.equal(
    columnOf(input, create)[3],
    columnOf(scaled(known, scaler), create)[0],
    'as if the median were served',
  )
})

test('only the baseline’s rows are learned from', () => {
  const values = valuesOf([
    [1, 1, 1],
    [2, 2, 2],
    [3, 3, 3],
  ])
  assert.deepEqual(fitScaler(values, [1])[create ?? -1], {
    metric: 'CreateAvgTime',
    offset: 2,
    scale: 1,
    fill: 2,
  })
  assert.deepEqual(
    fitScaler(values, []).map(({ scale }) => scale),
    metrics.map(() => 0),
  )
})

test('what is normal: 5th and 95th percentile and median of the baseline, null without values', () => {
  const values = valuesOf(Array.from({ length: 21 }, (_, index) => [20 - index, index % 2, NaN] as const))
  const all = normals(
    values,
    Array.from({ length: 21 }, (_, index) => index),
  )
  assert.deepEqual(all[create ?? -1], { metric: 'CreateAvgTime', normal: [1, 19], median: 10 })
  assert.deepEqual(all[gc ?? -1], { metric: 'GcTimeMillis', normal: [0, 1], median: 0 })
  assert.deepEqual(all[blocked ?? -1], { metric: 'ThreadsBlocked', normal: null, median: null })
  assert.deepEqual(
    all.map(({ metric }) => metric),
    metrics.map(({ id }) => id),
  )
})

// Samples and signals: exact values in, exact values out.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { metricCount } from '../../../src-shared/metrics.ts'
import { columns, signals } from '../../../src-shared/signals.ts'
import { type Sample, status } from '../etl/sample.ts'
import { sampleAt, temporaryStore } from './fixtures/temporary-store.ts'
import {
  countStates,
  deleteSamples,
  insertSamples,
  readFullRows,
  readLatestRows,
  readRows,
  readSignals,
  samplesBack,
} from './samples.ts'
import { ensureNode } from './sources.ts'

const always = Number.MAX_SAFE_INTEGER

const anySample = (time: number): fc.Arbitrary<Sample> =>
  fc.record({
    time: fc.constant(time),
    break: fc.constantFrom(
      null,
      'start' as const,
      'restart' as const,
      'ha-change' as const,
      'version-change' as const,
    ),
    haState: fc.constantFrom('active' as const, 'standby' as const, 'unknown' as const),
    safeMode: fc.boolean(),
    interval: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0.001, max: 1e6, noNaN: true })),
    values: fc.float64Array({ minLength: columns.length, maxLength: columns.length }),
    status: fc.uint8Array({ min: 0, max: 4, minLength: columns.length, maxLength: columns.length }),
  })

test('every value and status comes back bit for bit, NaN, -0 and subnormal numbers too', (context) => {
  const { db, source } = temporaryStore(context)
  let runs = 0
  fc.assert(
    fc.property(fc.tuple(anySample(1000), anySample(2500), anySample(4000)), (list) => {
      runs += 1
      const node = ensureNode(db, source, `node ${runs}`)
      insertSamples(db, node, [list[2], list[0], list[1]])
      const rows = readRows(db, node, 0, always)
      assert.deepEqual([...rows.times], [1000, 2500, 4000])
      assert.deepEqual(
        rows.breaks,
        list.map((sample) => sample.break),
      )
      assert.deepEqual(
        rows.haStates,
        list.map((sample) => sample.haState),
      )
      assert.deepEqual(
        [...rows.intervals],
        list.map((sample) => sample.interval),
      )
      assert.deepEqual(
        [...rows.values],
        list.flatMap((sample) => [...sample.values.subarray(0, metricCount)]),
      )
      assert.deepEqual(
        [...rows.status],
        list.flatMap((sample) => [...sample.status.subarray(0, metricCount)]),
      )
      const found = readSignals(db, node, 0, always, signals.length)
      assert.deepEqual([...found.times], [1000, 2500, 4000])
      assert.deepEqual(
        [...found.values],
        list.flatMap((sample) => [...sample.values.subarray(metricCount)]),
      )
      assert.deepEqual(
        [...found.status],
        list.flatMap((sample) => [...sample.status.subarray(metricCount)]),
      )
    }),
    { numRuns: 50 },
  )
})

test('a sample of the same time replaces the one before', (context) => {
  const { db, node } = temporaryStore(context)
  insertSamples(db, node, [sampleAt(5, { 0: 1, [metricCount]: 7 })])
  insertSamples(db, node, [sampleAt(5, { 0: 2, [metricCount]: 8 }, { break: 'restart' })])
  const rows = readRows(db, node, 0, always)
  assert.deepEqual([rows.times.length, rows.values[0], rows.breaks], [1, 2, ['restart']])
  assert.equal(readSignals(db, node, 0, always, signals.length).values[0], 8)
})

test('ranges include both ends; other nodes’ rows are not in them', (context) => {
  const { db, source, node } = temporaryStore(context)
  const other = ensureNode(db, source, 'other')
  insertSamples(
    db,
    node,
    [10, 20, 30, 40].map((time) => sampleAt(time)),
  )
  insertSamples(
    db,
    other,
    [25].map((time) => sampleAt(time)),
  )
  assert.deepEqual([...readRows(db, node, 20, 30).times], [20, 30])
  assert.deepEqual([...readSignals(db, node, 20, 30, 1).times], [20, 30])
  assert.equal(readRows(db, node, 21, 29).values.length, 0)
})

test('the latest rows of a range in the order of time', (context) => {
  const { db, node } = temporaryStore(context)
  insertSamples(
    db,
    node,
    [10, 20, 30, 40].map((time) => sampleAt(time)),
  )
  const latest = (from: number, to: number, limit: number): number[] => [
    ...readLatestRows(db, node, from, to, limit).times,
  ]
  assert.deepEqual(latest(0, always, 2), [30, 40])
  assert.deepEqual(latest(0, 30, 2), [20, 30])
  assert.deepEqual(latest(20, 30, 9), [20, 30])
  assert.deepEqual(latest(50, 60, 9), [])
})

test('signals that a later version appended are missing in rows of before', (context) => {
  const { db, node } = temporaryStore(context)
  insertSamples(db, node, [sampleAt(1, { [metricCount]: 5 }), sampleAt(2, { [metricCount]: 6 })])
  const { values, status } = readSignals(db, node, 0, always, signals.length + 2)
  assert.deepEqual([values[0], values[signals.length + 2]], [5, 6])
  assert.deepEqual([...values.subarray(signals.length, signals.length + 2)], [NaN, NaN])
  assert.deepEqual([...status.subarray(signals.length, signals.length + 2)], [1, 1])
})

test('deleting by time, and counting rows by state', (context) => {
  const { db, node } = temporaryStore(context)
  const states = ['active', 'standby', 'active', 'unknown'] as const
  insertSamples(
    db,
    node,
    states.map((haState, index) => sampleAt(index * 10_000, {}, { haState })),
  )
  const counted = (from: number, to: number) =>
    countStates(db, node, from, to).map(({ haState, rows, seconds, last }) => [haState, rows, seconds, last])
  assert.deepEqual(counted(0, always), [
    ['active', 2, 20, 20_000],
    ['standby', 1, 10, 10_000],
    ['unknown', 1, 30, 30_000],
  ])
  assert.deepEqual(counted(10_000, 20_000), [
    ['active', 1, 20, 20_000],
    ['standby', 1, 10, 10_000],
  ])
  assert.deepEqual(counted(50_000, 60_000), [])
  deleteSamples(db, node, [20_000, 30_000])
  assert.deepEqual([...readRows(db, node, 0, always).times], [0, 10_000])
  assert.deepEqual([...readSignals(db, node, 0, always, 1).times], [0, 10_000])
})

test('the sample so many before a time, the first where there are fewer, the time itself where there is none', (context) => {
  const { db, node } = temporaryStore(context)
  insertSamples(
    db,
    node,
    [10, 20, 30, 40].map((time) => sampleAt(time)),
  )
  const back = (time: number, count: number): number => samplesBack(db, node, time, count)
  assert.deepEqual([back(40, 1), back(40, 2), back(45, 2), back(40, 9)], [30, 20, 30, 10])
  assert.deepEqual([back(10, 3), back(5, 3), back(40, 0)], [10, 5, 40])
})

test('full rows have the signals that count, each at its own time', (context) => {
  const { db, node } = temporaryStore(context)
  const idle = sampleAt(30, { 0: 3, [metricCount]: 7 })
  idle.status[metricCount] = status.idle
  insertSamples(db, node, [
    sampleAt(10, { 0: 1, [metricCount]: 5 }),
    sampleAt(20, { 0: 2, [metricCount]: 6 }),
    idle,
  ])
  db.run('DELETE FROM signals WHERE node_id = ? AND time = ?', node, 10)
  const rows = readFullRows(db, node, 0, always)
  const firstOf = (values: Float64Array, width: number): number[] =>
    [0, 1, 2].map((row) => values[row * width] ?? assert.fail())
  assert.deepEqual(firstOf(rows.values, metricCount), [1, 2, 3])
  assert.deepEqual(firstOf(rows.signals, signals.length), [Number.NaN, 6, Number.NaN])
})

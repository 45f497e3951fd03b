// Buckets and series: no peak is lost, whatever the range and the number of points.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'
import { type Sample, status } from '../etl/sample.ts'
import { bucketWidths, emptyBucket, mergeInto, readBuckets, rebuildBuckets } from './buckets.ts'
import type { WritableDatabase } from './database.ts'
import { sampleAt, temporaryStore } from './fixtures/temporary-store.ts'
import { insertSamples } from './samples.ts'
import { readSeries, seriesColumns } from './series.ts'
import { ensureNode } from './sources.ts'

const always = Number.MAX_SAFE_INTEGER
const minute = 60_000

function add(db: WritableDatabase, node: number, samples: readonly Sample[]): void {
  if (samples.length === 0) return
  const times = samples.map(({ time }) => time)
  db.transaction(() => {
    insertSamples(db, node, samples)
    rebuildBuckets(db, node, Math.min(...times), Math.max(...times))
  })
}
const bucketsOf = (db: WritableDatabase, node: number) =>
  bucketWidths.map((width) => readBuckets(db, node, width, 0, always))

/** Samples at rising times, two metrics each, some without a value; spacings from a millisecond to hours. */
const someSamples = fc
  .tuple(
    fc.integer({ min: 0, max: 3_600_000 }),
    fc.constantFrom(1, 1000, 10_000, 300_000, 5_400_000),
    fc.array(
      fc.record({
        step: fc.integer({ min: 1, max: 4 }),
        first: fc.oneof(fc.constant(Number.NaN), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
        second: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 150 },
    ),
  )
  .map(([start, unit, steps]) => {
    let time = start
    return steps.map(({ step, first, second }) => {
      time += step * unit
      return sampleAt(time, { 0: first, 27: second })
    })
  })

function extremes(values: readonly number[]): readonly [number, number] | undefined {
  const present = values.filter((value) => !Number.isNaN(value))
  return present.length === 0 ? undefined : [Math.min(...present), Math.max(...present)]
}

test('least and largest value of every metric survive in any range and number of points', (context) => {
  const { db, source } = temporaryStore(context)
  let runs = 0
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      someSamples,
      share,
      share,
      fc.integer({ min: 2, max: 600 }),
      (samples, one, other, points) => {
        runs += 1
        const node = ensureNode(db, source, `node ${runs}`)
        add(db, node, samples)
        const [first, last] = [samples[0]?.time ?? 0, samples.at(-1)?.time ?? 0]
        const at = (position: number): number => Math.round(first - 1000 + (last - first + 2000) * position)
        const [from, to] = [Math.max(0, at(Math.min(one, other))), at(Math.max(one, other))]
        const inside = samples.filter(({ time }) => from <= time && time <= to)
        const series = readSeries(db, node, from, to, points)
        const times = series.points.map(({ time }) => time)
        assert.deepEqual(
          times,
          times.toSorted((left, right) => left - right),
        )
        assert.equal(new Set(times).size, times.length)
        assert.ok(times.every((time) => from <= time && time <= to))
        assert.equal(
          series.points.reduce((sum, { count }) => sum + count, 0),
          inside.length,
        )
        for (const metric of [0, 5, 27]) {
          const wanted = extremes(inside.map(({ values }) => values[metric] ?? NaN))
          assert.deepEqual(
            extremes(series.points.flatMap(({ low, high }) => [low[metric] ?? NaN, high[metric] ?? NaN])),
            wanted,
          )
        }
        if (inside.length <= points) {
          assert.equal(series.pointMs, 0)
          assert.deepEqual(
            times,
            inside.map(({ time }) => time),
          )
        } else {
          assert.ok(series.pointMs > 0 && series.points.length * 2 <= points)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('the pyramid is the same after inserts out of order as when it is made at once', (context) => {
  const { db, source } = temporaryStore(context)
  let runs = 0
  fc.assert(
    fc.property(someSamples, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (samples, cuts) => {
      runs += 1
      const [pieces, whole] = [
        ensureNode(db, source, `pieces ${runs}`),
        ensureNode(db, source, `whole ${runs}`),
      ]
      cuts.forEach((cut, turn) => {
        add(
          db,
          pieces,
          samples.filter((_, index) => (index * 7 + cut) % cuts.length === turn),
        )
      })
      add(
        db,
        pieces,
        samples.filter((_, index) => !cuts.some((cut, turn) => (index * 7 + cut) % cuts.length === turn)),
      )
      add(db, whole, samples)
      assert.deepEqual(bucketsOf(db, pieces), bucketsOf(db, whole))
      for (const [level, width] of bucketWidths.entries()) {
        const groups = Map.groupBy(samples, ({ time }) => Math.floor(time / width) * width)
        const found = bucketsOf(db, whole)[level] ?? []
        assert.deepEqual(
          found.map(({ time, count, low, high }) => [time, count, extremes([low[0] ?? NaN, high[0] ?? NaN])]),
          [...groups].map(([time, list]) => [
            time,
            list.length,
            extremes(list.map(({ values }) => values[0] ?? NaN)),
          ]),
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('samples taken away leave no bucket behind', (context) => {
  const { db, node } = temporaryStore(context)
  add(db, node, [sampleAt(1000, { 0: 1 }), sampleAt(61_000, { 0: 9 }), sampleAt(7_200_000, { 0: 3 })])
  db.run('DELETE FROM samples WHERE time = 61000')
  rebuildBuckets(db, node, 61_000, 61_000)
  const [fine, , coarse] = bucketsOf(db, node)
  assert.deepEqual(
    fine?.map(({ time }) => time),
    [0, 7_200_000],
  )
  assert.deepEqual(
    coarse?.map(({ time, high }) => [time, high[0]]),
    [
      [0, 1],
      [7_200_000, 3],
    ],
  )
})

test('idle and repeated values are no values of a chart, ambiguous ones are', (context) => {
  const { db, node } = temporaryStore(context)
  const samples = [status.ok, status.idle, status.ambiguous, status.repeated].map((state, index) => {
    const sample = sampleAt((index + 1) * 1000, { 0: 10 + index })
    sample.status[0] = state
    return sample
  })
  add(db, node, samples)
  const { points } = readSeries(db, node, 0, minute, 600)
  assert.deepEqual(
    points.map(({ low }) => low[0]),
    [10, NaN, 12, NaN],
  )
  const [bucket] = readBuckets(db, node, minute, 0, 0)
  assert.deepEqual([bucket?.count, bucket?.low[0], bucket?.high[0]], [4, 10, 12])
})

test('edges: a value just outside the range is not in it, one on either end is', (context) => {
  const { db, node } = temporaryStore(context)
  const times = Array.from({ length: 4000 }, (_, index) => index * 1000)
  add(
    db,
    node,
    times.map((time) => sampleAt(time, { 0: time === 120_000 || time === 3_600_000 ? 99 : 1 })),
  )
  const high = (from: number, to: number): number => {
    const { points } = readSeries(db, node, from, to, 40)
    return Math.max(...points.map((point) => point.high[0] ?? NaN))
  }
  assert.equal(high(120_000, 3_599_000), 99)
  assert.equal(high(120_001, 3_599_999), 1)
  assert.equal(high(120_001, 3_600_000), 99)
})

test('many samples in few buckets are still reduced to the points asked for', (context) => {
  const { db, node } = temporaryStore(context)
  add(
    db,
    node,
    Array.from({ length: 4000 }, (_, index) => sampleAt(index * 1000, { 0: index })),
  )
  const { points, pointMs } = readSeries(db, node, 0, 3_999_999, 120)
  assert.ok(pointMs >= minute && points.length <= 60, `${points.length} points of ${pointMs} ms`)
})

test('sparse samples keep their own times, however long the range', (context) => {
  const { db, node } = temporaryStore(context)
  const times = Array.from({ length: 20 }, (_, index) => 1_234_567 + index * 5_432_100)
  add(
    db,
    node,
    times.map((time) => sampleAt(time, { 0: 1 })),
  )
  const series = readSeries(db, node, 0, 200_000_000, 600)
  assert.deepEqual([series.pointMs, series.points.map(({ time }) => time)], [0, times])
})

test('a month of samples is read as few points', (context) => {
  const { db, node } = temporaryStore(context)
  const day = 86_400_000
  const times = Array.from({ length: 30 * 288 }, (_, index) => index * 300_000)
  add(
    db,
    node,
    times.map((time) => sampleAt(time, { 0: time === 17 * day ? 1000 : 1 })),
  )
  const { points, pointMs } = readSeries(db, node, 0, 30 * day, 600)
  assert.ok(points.length <= 300 && pointMs >= 8_640_000)
  const peak = points.find(({ high }) => high[0] === 1000)
  assert.ok(peak !== undefined && peak.time <= 17 * day && peak.time + pointMs > 17 * day)
})

test('no samples, no points', (context) => {
  const { db, node } = temporaryStore(context)
  assert.deepEqual(readSeries(db, node, 0, 1000, 600), { pointMs: 0, points: [] })
})

test('columns by metric, null where there is no value', (context) => {
  const { db, node } = temporaryStore(context)
  add(db, node, [sampleAt(1000, { 0: 4 }), sampleAt(2000, { 27: 5 })])
  const columns = seriesColumns(readSeries(db, node, 0, 5000, 600))
  assert.deepEqual(
    Object.keys(columns),
    metrics.map(({ id }) => id),
  )
  assert.deepEqual(columns['RpcProcessingTimeAvgTime'], { low: [4, null], high: [4, null] })
  assert.deepEqual(columns['CallQueueLength'], { low: [null, 5], high: [null, 5] })
})

test('merging widens, and NaN adds nothing', () => {
  const bucket = emptyBucket(0)
  const of = (value: number): Float64Array => new Float64Array(metricCount).fill(value)
  for (const value of [NaN, 3, NaN, -1, 2]) mergeInto(bucket, of(value), of(value))
  assert.deepEqual([bucket.low[4], bucket.high[4]], [-1, 3])
})

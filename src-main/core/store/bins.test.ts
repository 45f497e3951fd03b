// Bins of a node's history: rows while they are few, buckets beyond.
import assert from 'node:assert/strict'
import test from 'node:test'
import { metricCount } from '../../../src-shared/metrics.ts'
import { status } from '../etl/sample.ts'
import { readBins } from './bins.ts'
import { rebuildBuckets } from './buckets.ts'
import type { WritableDatabase } from './database.ts'
import { sampleAt, temporaryStore } from './fixtures/temporary-store.ts'
import { insertSamples } from './samples.ts'

const minute = 60_000

/** So many samples of the first metric, 100 in one of them. */
function fill(db: WritableDatabase, node: number, count: number, spacing: number, spike: number): void {
  const samples = Array.from({ length: count }, (_, row) =>
    sampleAt(row * spacing, { 0: row === spike ? 100 : 1 }),
  )
  db.transaction(() => {
    insertSamples(db, node, samples)
    rebuildBuckets(db, node, 0, count * spacing)
  })
}

test('few rows are bins themselves, with no value where none was measured', (context) => {
  const { db, node } = temporaryStore(context)
  const idle = sampleAt(20_000, { 0: 7 })
  idle.status[0] = status.idle
  insertSamples(db, node, [sampleAt(10_000, { 0: 3, 27: 4 }), idle, sampleAt(30_000)])
  const { widthMs, times, highs } = readBins(db, node, 0, 20_000)
  assert.deepEqual([widthMs, [...times]], [0, [10_000, 20_000]])
  assert.deepEqual([highs[0], highs[27], highs[metricCount], highs.length], [3, 4, NaN, 2 * metricCount])
})

test('many rows are buckets that lie wholly within the range, their peaks kept', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, 6000, 10_000, 3333)
  const whole = readBins(db, node, -minute, 6000 * 10_000 + minute)
  assert.deepEqual([whole.widthMs, whole.times.length, whole.times[0]], [minute, 1000, 0])
  const spike = Array.from(whole.times.keys()).filter((bin) => whole.highs[bin * metricCount] === 100)
  assert.deepEqual(spike, [Math.floor(3333 / 6)])
  const inner = readBins(db, node, 1, 6000 * 10_000 - 10_000)
  assert.deepEqual([inner.times[0], inner.times.at(-1)], [minute, 998 * minute])
})

test('the longer the range, the wider the buckets', (context) => {
  const { db, node } = temporaryStore(context)
  fill(db, node, 5001, 4 * minute, 9)
  const { widthMs, times } = readBins(db, node, 0, 5001 * 4 * minute)
  assert.deepEqual([widthMs, times.length], [10 * minute, 2000])
})

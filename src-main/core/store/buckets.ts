// The pyramid: minimum and maximum of every metric per 1, 10 and 60 minutes, kept in step with the samples.
import { z } from 'zod'
import { metricCount } from '../../../src-shared/metrics.ts'
import { type Sample, status } from '../etl/sample.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { readRows } from './samples.ts'

const minute = 60_000

/** Widths of the levels, ms, each a multiple of the one before. */
export const bucketWidths = [minute, 10 * minute, 60 * minute] as const

/** Extremes of each metric within [time, time + width); NaN where no value. */
export interface Bucket {
  readonly time: number
  readonly count: number
  /** [metrics] */
  readonly low: Float64Array
  /** [metrics] */
  readonly high: Float64Array
}

const bucketRow = z.object({
  time: z.number(),
  count: z.number(),
  low: z.instanceof(Buffer),
  high: z.instanceof(Buffer),
})

const toBlob = (values: Float64Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength)
/** A copy: SQLite's buffers need not be aligned for float64. */
const fromBlob = (bytes: Buffer): Float64Array => new Float64Array(new Uint8Array(bytes).buffer)

/** An empty bucket to merge values into. */
export function emptyBucket(time: number): Bucket {
  const empty = (): Float64Array => new Float64Array(metricCount).fill(Number.NaN)
  return { time, count: 0, low: empty(), high: empty() }
}

/** A bucket with one more value or range of values per metric; NaN adds nothing. Changes `into`'s arrays. */
export function mergeInto(into: Bucket, low: Float64Array, high: Float64Array): void {
  for (let metric = 0; metric < metricCount; metric += 1) {
    const [least, most] = [low[metric] ?? Number.NaN, high[metric] ?? Number.NaN]
    const [lowest, highest] = [into.low[metric] ?? Number.NaN, into.high[metric] ?? Number.NaN]
    if (least < lowest || Number.isNaN(lowest)) into.low[metric] = least
    if (most > highest || Number.isNaN(highest)) into.high[metric] = most
  }
}

function merged(parts: readonly Bucket[], width: number): Bucket[] {
  const buckets = new Map<number, Bucket>()
  for (const part of parts) {
    const time = Math.floor(part.time / width) * width
    const bucket = buckets.get(time) ?? emptyBucket(time)
    mergeInto(bucket, part.low, part.high)
    buckets.set(time, { ...bucket, count: bucket.count + part.count })
  }
  return [...buckets.values()]
}

/** One sample as a bucket: a mean without operations and a cached repeat count as no value. */
function bucketOf(time: number, values: Float64Array, states: Uint8Array, cell: number): Bucket {
  const own = values.slice(cell, cell + metricCount)
  for (let metric = 0; metric < metricCount; metric += 1) {
    const state = states[cell + metric]
    if (state !== status.ok && state !== status.ambiguous) own[metric] = Number.NaN
  }
  return { time, count: 1, low: own, high: own }
}

const mergedRow = z.object({ time: z.number(), merged: z.number() })

/** Samples of a range that are means of several, with how many, by their time. */
function mergedSamples(db: ReadableDatabase, nodeId: number, from: number, to: number): Map<number, number> {
  // Few nodes have any, and then only in their past: without the first condition every read would look twice.
  const sql = `SELECT time, merged FROM samples
    WHERE (SELECT thinned_to FROM nodes WHERE id = ?) > ? AND node_id = ? AND time BETWEEN ? AND ? AND merged > 1`
  const found = db.all(sql, nodeId, from, nodeId, from, to).map((row) => mergedRow.parse(row))
  return new Map(found.map(({ time, merged: count }) => [time, count]))
}

/** Samples of a range as buckets of one sample each; one that is the mean of several has the extremes of its minute. */
export function sampleBuckets(db: ReadableDatabase, nodeId: number, from: number, to: number): Bucket[] {
  const rows = readRows(db, nodeId, from, to)
  const means = mergedSamples(db, nodeId, from, to)
  const minutes =
    means.size === 0 ? [] : readBuckets(db, nodeId, minute, Math.floor(from / minute) * minute, to)
  const minuteAt = new Map(minutes.map((bucket) => [bucket.time, bucket]))
  return Array.from(rows.times, (time, row) => {
    const own = bucketOf(time, rows.values, rows.status, row * metricCount)
    const count = means.get(time)
    const extremes = count === undefined ? undefined : minuteAt.get(Math.floor(time / minute) * minute)
    return extremes === undefined || count === undefined ? own : { ...extremes, time, count }
  })
}

/** Buckets of one level that start within [from, to]. */
export function readBuckets(
  db: ReadableDatabase,
  nodeId: number,
  width: number,
  from: number,
  to: number,
): Bucket[] {
  return db
    .all(
      `SELECT time, count, low, high FROM sample_buckets
       WHERE node_id = ? AND width = ? AND time BETWEEN ? AND ? ORDER BY time`,
      nodeId,
      width,
      from,
      to,
    )
    .map((row) => {
      const { time, count, low, high } = bucketRow.parse(row)
      return { time, count, low: fromBlob(low), high: fromBlob(high) }
    })
}

function writeBuckets(db: WritableDatabase, nodeId: number, width: number, buckets: readonly Bucket[]): void {
  for (const { time, count, low, high } of buckets) {
    db.run(
      'INSERT OR REPLACE INTO sample_buckets (node_id, width, time, count, low, high) VALUES (?, ?, ?, ?, ?, ?)',
      nodeId,
      width,
      time,
      count,
      toBlob(low),
      toBlob(high),
    )
  }
}

/** Adds samples that were not there before to the buckets of every level. In the order of time. */
export function addToBuckets(db: WritableDatabase, nodeId: number, samples: readonly Sample[]): void {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined) return
  const own = samples.map((sample) => bucketOf(sample.time, sample.values, sample.status, 0))
  for (const width of bucketWidths) {
    const known = readBuckets(db, nodeId, width, Math.floor(first.time / width) * width, last.time)
    writeBuckets(db, nodeId, width, merged([...known, ...own], width))
  }
}

/** Makes the buckets of every level that touch [from, to] anew, after samples there were added or changed. */
export function rebuildBuckets(db: WritableDatabase, nodeId: number, from: number, to: number): void {
  let below: number | undefined
  for (const width of bucketWidths) {
    const first = Math.floor(from / width) * width
    const last = Math.floor(to / width) * width
    const parts =
      below === undefined
        ? sampleBuckets(db, nodeId, first, last + width - 1)
        : readBuckets(db, nodeId, below, first, last + width - 1)
    db.run(
      'DELETE FROM sample_buckets WHERE node_id = ? AND width = ? AND time BETWEEN ? AND ?',
      nodeId,
      width,
      first,
      last,
    )
    writeBuckets(db, nodeId, width, merged(parts, width))
    below = width
  }
}

// The pyramid: minimum and maximum of every metric per 1, 10 and 60 minutes, kept in step with the samples.
import { z } from 'zod'
import { metricCount } from '../../../src-shared/metrics.ts'
import { status } from '../etl/sample.ts'
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

/** Samples of a range as buckets of one sample each: a mean without operations and a cached repeat count as no value. */
export function sampleBuckets(db: ReadableDatabase, nodeId: number, from: number, to: number): Bucket[] {
  const rows = readRows(db, nodeId, from, to)
  const values = rows.values.map((value, cell) => {
    const state = rows.status[cell]
    return state === status.ok || state === status.ambiguous ? value : Number.NaN
  })
  return Array.from(rows.times, (time, row) => {
    const own = values.subarray(row * metricCount, (row + 1) * metricCount)
    return { time, count: 1, low: own, high: own }
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
    for (const bucket of merged(parts, width)) {
      db.run(
        'INSERT INTO sample_buckets (node_id, width, time, count, low, high) VALUES (?, ?, ?, ?, ?, ?)',
        nodeId,
        width,
        bucket.time,
        bucket.count,
        toBlob(bucket.low),
        toBlob(bucket.high),
      )
    }
    below = width
  }
}

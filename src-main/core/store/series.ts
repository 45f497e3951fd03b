// Series for charts: at most so many points each, by minimum and maximum, so that no peak is lost.
import { metrics } from '../../../src-shared/metrics.ts'
import { type Bucket, bucketWidths, emptyBucket, mergeInto, readBuckets, sampleBuckets } from './buckets.ts'
import type { ReadableDatabase } from './database.ts'

export interface Series {
  /** Width of a point, ms; 0 where every point is one sample. */
  readonly pointMs: number
  /** Start of each point, epoch ms. */
  readonly points: readonly Bucket[]
}

/**
 * Reads the extremes of a range from the coarsest level that is fine enough, and the samples themselves at the
 * edges that a bucket does not fill.
 */
function partsBetween(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
  pointMs: number,
): Bucket[] {
  const width = bucketWidths.findLast((one) => one <= pointMs)
  if (width === undefined) return sampleBuckets(db, nodeId, from, to)
  const first = Math.ceil(from / width) * width
  const end = Math.floor((to + 1) / width) * width
  if (first >= end) return sampleBuckets(db, nodeId, from, to)
  return [
    ...sampleBuckets(db, nodeId, from, first - 1),
    ...readBuckets(db, nodeId, width, first, end - 1),
    ...sampleBuckets(db, nodeId, end, to),
  ]
}

/**
 * The 28 metrics of a node between two times (epoch ms, both included), as at most `points` values a series:
 * a low and a high per point, hence half as many points, or every sample where they are few enough and none of them is the mean
 * of a minute's: then every minute.
 */
export function readSeries(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
  points: number,
): Series {
  const wanted = Math.max(1, Math.floor(points / 2))
  const pointMs = Math.max(1, Math.ceil((to - from + 1) / wanted))
  const parts = partsBetween(db, nodeId, from, to, pointMs)
  const samples = parts.reduce((sum, part) => sum + part.count, 0)
  // Read once more: a part may be a bucket, whose time is not its sample's.
  if (samples <= points) {
    const rows = sampleBuckets(db, nodeId, from, to)
    return rows.some(({ count }) => count > 1)
      ? byPoint(rows, from, bucketWidths[0])
      : { pointMs: 0, points: rows }
  }
  return byPoint(parts, from, pointMs)
}

/** Parts put together to points of one width. */
function byPoint(parts: readonly Bucket[], from: number, pointMs: number): Series {
  const buckets = new Map<number, Bucket>()
  for (const part of parts) {
    const time = from + Math.floor((part.time - from) / pointMs) * pointMs
    const bucket = buckets.get(time) ?? emptyBucket(time)
    mergeInto(bucket, part.low, part.high)
    buckets.set(time, { ...bucket, count: bucket.count + part.count })
  }
  return { pointMs, points: [...buckets.values()] }
}

/** The given metrics of a series as columns, by id; null where a point has no value. By default all 28. */
export function seriesColumns(
  series: Series,
  wanted: readonly string[] = metrics.map(({ id }) => id),
): Record<string, { low: (number | null)[]; high: (number | null)[] }> {
  const column = (side: 'low' | 'high', metric: number): (number | null)[] =>
    series.points.map((point) => {
      const value = point[side][metric] ?? Number.NaN
      return Number.isNaN(value) ? null : value
    })
  return Object.fromEntries(
    metrics.flatMap(({ id }, metric) =>
      wanted.includes(id) ? [[id, { low: column('low', metric), high: column('high', metric) }]] : [],
    ),
  )
}

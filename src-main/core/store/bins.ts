// A node's history as bins, few enough to be measured at once: rows, else buckets of the finest level that will do.
import { metricCount } from '../../../src-shared/metrics.ts'
import type { Bins } from '../suggestions/bins.ts'
import { type Bucket, bucketWidths, readBuckets, sampleBuckets } from './buckets.ts'
import type { ReadableDatabase } from './database.ts'
import { extentBetween } from './timeline.ts'

/** About 14 hours of rows at 10 s, 3 days of minutes, a month of 10 minutes. */
const mostBins = 5000

function binsOf(widthMs: number, buckets: readonly Bucket[]): Bins {
  const highs = new Float64Array(buckets.length * metricCount)
  buckets.forEach(({ high }, bin) => {
    highs.set(high, bin * metricCount)
  })
  return { widthMs, times: Float64Array.from(buckets, ({ time }) => time), highs }
}

/** The bins that lie wholly within a range (epoch ms, both ends included); more than 5000 only beyond 7 months. */
export function readBins(db: ReadableDatabase, nodeId: number, from: number, to: number): Bins {
  if (extentBetween(db, nodeId, from, to).rows <= mostBins) {
    return binsOf(0, sampleBuckets(db, nodeId, from, to))
  }
  const [, , widest] = bucketWidths
  const width = bucketWidths.find((one) => (to - from) / one <= mostBins) ?? widest
  const first = Math.ceil(from / width) * width
  return binsOf(width, readBuckets(db, nodeId, width, first, to + 1 - width))
}

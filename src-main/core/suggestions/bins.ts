// What unusualness is measured on: rows, or buckets of rows where there are too many of them. Pure.
import { metricCount } from '../../../src-shared/metrics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'

/** Stretches of time in order, all of one width. */
export interface Bins {
  /** Width of a bin, ms; 0 where each is one row. */
  readonly widthMs: number
  /** Start of each bin, epoch ms, rising, [bins]. */
  readonly times: Float64Array
  /** Highest value of each metric in the bin, [bins, 28]; NaN where it had none. */
  readonly highs: Float64Array
}

/** Neighbouring bins, `end` excluded. */
export interface BinSpan {
  readonly start: number
  readonly end: number
}

/** The time of a span, epoch ms, both ends included: from its first row to its last; a bucket counts whole. */
export function rangeOf({ times, widthMs }: Bins, { start, end }: BinSpan): TimeRange {
  const last = times[end - 1] ?? Number.NaN
  return { from: times[start] ?? Number.NaN, to: widthMs === 0 ? last : last + widthMs - 1 }
}

/** The bins that lie wholly outside some ranges. */
export function binsOutside(bins: Bins, ranges: readonly TimeRange[]): Bins {
  if (ranges.length === 0) return bins
  const kept = Array.from(bins.times.keys()).filter((bin) => {
    const { from, to } = rangeOf(bins, { start: bin, end: bin + 1 })
    return !ranges.some((range) => range.from <= to && from <= range.to)
  })
  const highs = new Float64Array(kept.length * metricCount)
  kept.forEach((bin, index) => {
    highs.set(bins.highs.subarray(bin * metricCount, (bin + 1) * metricCount), index * metricCount)
  })
  return {
    widthMs: bins.widthMs,
    times: Float64Array.from(kept, (bin) => bins.times[bin] ?? Number.NaN),
    highs,
  }
}

/** Spans that no event parts: bins around one, buckets that touch one left out. Events in the order of time. */
export function unbrokenSpans({ times, widthMs }: Bins, events: readonly TimeRange[]): BinSpan[] {
  const spans: BinSpan[] = []
  let [start, next] = [0, 0]
  const close = (end: number): void => {
    if (end > start) spans.push({ start, end })
  }
  const touches = (from: number, to: number): boolean => {
    while ((events[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    return (events[next]?.from ?? Number.POSITIVE_INFINITY) < to
  }
  times.forEach((time, bin) => {
    const before = times[bin - 1] ?? time
    const isTouched = widthMs === 0 ? touches(before, time) : touches(time, time + widthMs)
    // A bucket without rows is not there at all.
    const isHole = widthMs > 0 && time - before > widthMs
    if (!isTouched && !isHole) return
    close(bin)
    start = isTouched && widthMs > 0 ? bin + 1 : bin
  })
  close(times.length)
  return spans
}

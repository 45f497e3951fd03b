// How unusual each stretch of a history is, measured by the history itself: no model is needed. Pure.
import { type Metric, metricCount, metrics } from '../../../src-shared/metrics.ts'
import { madDeviation, quantile } from '../../../src-shared/statistics.ts'
import type { BinSpan, Bins } from './bins.ts'

/** A spread below this, in a metric's unit, counts as this much: 0.1 ms more or less never matters. */
const leastSpread: Partial<Record<Metric['unit'], number>> = { ms: 1, 'ms/s': 5, threads: 1, calls: 1 }
/** Spreads above the median beyond which more is not more unusual. */
const most = 10
/** An operation in fewer bins than this share is one that usually nobody calls. */
const calledShare = 0.1
/** Metrics that a bin is judged by: those that stand out furthest. */
const judges = 3

/** What is usual of a metric. */
interface Usual {
  /** Null for an operation that usually nobody calls: any time spent in it counts from 0. */
  readonly median: number | null
  readonly spread: number
}

export interface Unusualness {
  /** 0 (nothing above its median) to 10, [bins]. */
  readonly scores: Float64Array
  /** By metric, in order. */
  readonly usual: readonly Usual[]
}

/** The present values of a metric, sorted. */
export function presentValues({ highs, times }: Bins, metric: number, span?: BinSpan): Float64Array {
  const { start = 0, end = times.length } = span ?? {}
  const values = new Float64Array(end - start)
  let count = 0
  for (let bin = start; bin < end; bin += 1) {
    const value = highs[bin * metricCount + metric] ?? Number.NaN
    if (Number.isNaN(value)) continue
    values[count] = value
    count += 1
  }
  return values.subarray(0, count).sort()
}

function usualOf(bins: Bins, metric: number): Usual {
  const least = leastSpread[metrics[metric]?.unit ?? ''] ?? 1
  const values = presentValues(bins, metric)
  if (values.length < bins.times.length * calledShare) return { median: null, spread: least }
  const median = quantile(values, 0.5)
  return { median, spread: Math.max(least, madDeviation(values, median)) }
}

/** Spreads above the usual, from 0 to 10; lower than usual, or missing, is not unusual. */
function excess(bins: Bins, bin: number, metric: number, usual: Usual | undefined): number {
  const value = bins.highs[bin * metricCount + metric] ?? Number.NaN
  if (Number.isNaN(value) || usual === undefined) return 0
  return Math.max(0, Math.min(most, (value - (usual.median ?? 0)) / usual.spread))
}

/**
 * Measures each bin against the median of all: robust z-scores, only upwards, the mean of the three highest. Half of
 * the history may be bad without moving what counts as usual.
 */
export function unusualnessOf(bins: Bins): Unusualness {
  const usual = metrics.map((_, metric) => usualOf(bins, metric))
  const scores = Float64Array.from(bins.times, (_, bin) => {
    const highest = new Float64Array(judges)
    for (let metric = 0; metric < metricCount; metric += 1) {
      const value = excess(bins, bin, metric, usual[metric])
      if (value <= (highest[0] ?? 0)) continue
      highest[0] = value
      highest.sort()
    }
    return highest.reduce((sum, value) => sum + value, 0) / judges
  })
  return { scores, usual }
}

/** A metric that stands out in a span of bins. */
export interface Outstanding {
  readonly metric: string
  readonly peak: number
  /** Null where usually nobody calls it. */
  readonly usual: number | null
}

/** The metrics that make a span unusual, the foremost first; at most `count`. */
export function outstandingIn(
  bins: Bins,
  { usual }: Unusualness,
  { start, end }: BinSpan,
  count: number,
): Outstanding[] {
  return metrics
    .map(({ id }, metric) => {
      let [sum, peak] = [0, Number.NEGATIVE_INFINITY]
      for (let bin = start; bin < end; bin += 1) {
        sum += excess(bins, bin, metric, usual[metric])
        const value = bins.highs[bin * metricCount + metric] ?? Number.NaN
        if (value > peak) peak = value
      }
      return { metric: id, sum, peak, usual: usual[metric]?.median ?? null }
    })
    .filter(({ sum }) => sum > 0)
    .toSorted((left, right) => right.sum - left.sum)
    .slice(0, count)
    .map(({ metric, peak, usual: median }) => ({ metric, peak, usual: median }))
}

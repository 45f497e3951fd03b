// Scored windows → incidents, and which metric is to blame. Pure.
import type { z } from 'zod'
import type { Incident, MetricShare } from '../../../src-shared/contract/analysis.ts'
import { metricCount, metrics } from '../../../src-shared/metrics.ts'

/** What was scored: windows over rows, their errors and the values behind them. */
export interface Scored {
  /** Rows per window. */
  readonly length: number
  /** First row of each window, rising, [windows]. */
  readonly starts: Int32Array
  /** Mean squared error per window and metric, [windows, 28]. */
  readonly errors: Float32Array
  /** [windows] */
  readonly scores: Float64Array
  readonly threshold: number
  /** Epoch ms, [rows]. */
  readonly times: Float64Array
  /** Raw values of the metrics, [rows, 28]; NaN where missing. */
  readonly values: Float64Array
  /** What was normal in the baseline, per metric in order. */
  readonly normals: readonly { readonly normal: readonly [number, number] | null }[]
}

const timeAt = (scored: Scored, row: number): number => scored.times[row] ?? Number.NaN

/** Whether a window's score is above the threshold. */
export function isFlagged(scored: Scored, window: number): boolean {
  return (scored.scores[window] ?? 0) > scored.threshold
}

function peakBetween(
  scored: Scored,
  metric: number,
  first: number,
  last: number,
): { peak: number; row: number } | undefined {
  let best: { peak: number; row: number } | undefined
  for (let row = first; row <= last; row += 1) {
    const peak = scored.values[row * metricCount + metric] ?? Number.NaN
    if (!Number.isNaN(peak) && (best === undefined || peak > best.peak)) best = { peak, row }
  }
  return best
}

/**
 * Each metric's part in the error of some windows, largest first; the parts sum to 1. The peak is looked for in all
 * rows of these windows, with its time: the spike may sit anywhere in a window.
 */
export function metricShares(scored: Scored, windows: readonly number[]): z.infer<typeof MetricShare>[] {
  const sums = metrics.map((_, metric) =>
    windows.reduce((sum, window) => sum + (scored.errors[window * metricCount + metric] ?? 0), 0),
  )
  const total = sums.reduce((sum, value) => sum + value, 0)
  const first = scored.starts[windows[0] ?? 0] ?? 0
  const last = (scored.starts[windows.at(-1) ?? 0] ?? 0) + scored.length - 1
  return metrics
    .map(({ id }, metric) => {
      const found = peakBetween(scored, metric, first, last)
      const normal = scored.normals[metric]?.normal
      return {
        metric: id,
        contribution: total > 0 ? (sums[metric] ?? 0) / total : 0,
        normal: normal === undefined || normal === null ? null : ([normal[0], normal[1]] as [number, number]),
        peak: found?.peak ?? null,
        peakAt: found === undefined ? null : timeAt(scored, found.row),
      }
    })
    .toSorted((left, right) => right.contribution - left.contribution)
}

/** Runs of flagged windows; two belong together while half a window of rows or more is common to both. */
function runsOf(scored: Scored): number[][] {
  const runs: number[][] = []
  for (let window = 0; window < scored.scores.length; window += 1) {
    if (!isFlagged(scored, window)) continue
    const run = runs.at(-1)
    const before = run?.at(-1)
    const distance = (scored.starts[window] ?? 0) - (scored.starts[before ?? 0] ?? 0)
    // A break between two windows makes their first rows at least a whole window apart.
    if (run === undefined || before === undefined || distance > scored.length / 2) runs.push([window])
    else run.push(window)
  }
  return runs
}

/**
 * When it happened: from the row that made the first window bad to the row whose leaving made the last one good
 * again. In a run shorter than a window these are the other way round: the rows common to all its windows.
 */
function spanOf(scored: Scored, run: readonly number[]): { start: number; end: number } {
  const entered = (scored.starts[run[0] ?? 0] ?? 0) + scored.length - 1
  const left = scored.starts[run.at(-1) ?? 0] ?? 0
  return { start: timeAt(scored, Math.min(entered, left)), end: timeAt(scored, Math.max(entered, left)) }
}

/** How many incidents there are, without looking into them. */
export function countIncidents(scored: Scored): number {
  return runsOf(scored).length
}

/** Flagged windows merged into incidents, the highest score first. Users and causes come from later steps. */
export function incidentsOf(scored: Scored): z.infer<typeof Incident>[] {
  return runsOf(scored)
    .map((run) => ({
      ...spanOf(scored, run),
      peak: run.reduce((peak, window) => Math.max(peak, scored.scores[window] ?? 0), 0),
      metrics: metricShares(scored, run),
      users: [],
      causes: [],
    }))
    .toSorted((left, right) => right.peak - left.peak)
}

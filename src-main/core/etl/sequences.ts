// Where rows stop belonging together: restarts, HA and version changes, and gaps in the polling.
import { median } from '../../../src-shared/statistics.ts'
import type { Rows, RowSpan } from './rows.ts'

/** A gap is more than this many times the usual spacing of the polls around it. */
const gapFactor = 4
/** Spacings looked at on each side: enough to bridge repeats, few enough to follow a changed poll interval. */
const reach = 15

/** Spacings that a side needs to be usual. */
const enough = 3

/**
 * The usual spacing around a row: the median of the spacings before or after it, of the slower side, so that the first
 * row of a slower poll interval is no gap. Near an end, where a side is short, the spacings at that end are the side.
 */
function usualSpacing(spacings: readonly number[], index: number): number {
  if (spacings.length < enough) return median(spacings)
  const before = spacings.slice(Math.max(0, index - reach), index)
  const after = spacings.slice(index + 1, index + 1 + reach)
  return Math.max(
    median(before.length < enough ? spacings.slice(0, enough) : before),
    median(after.length < enough ? spacings.slice(-enough) : after),
  )
}

/** True per row where it follows the row before after more than 4 times the median spacing, [rows]. */
export function gapsBefore(times: Float64Array): readonly boolean[] {
  const spacings = Array.from(times.subarray(1), (time, index) => time - (times[index] ?? time))
  // The usual spacing is never below the smallest: most rows need no closer look.
  const smallest = spacings.reduce((least, spacing) => Math.min(least, spacing), Number.POSITIVE_INFINITY)
  return Array.from(times, (_, row) => {
    const spacing = spacings[row - 1]
    if (spacing === undefined || spacing <= gapFactor * smallest) return false
    return spacing > gapFactor * usualSpacing(spacings, row - 1)
  })
}

/** Unbroken sequences of rows, in order. Every row is in exactly one. */
export function sequencesOf(rows: Pick<Rows, 'times' | 'breaks'>): readonly RowSpan[] {
  const gaps = gapsBefore(rows.times)
  const starts = gaps.flatMap((isGap, row) => (row === 0 || isGap || rows.breaks[row] !== null ? [row] : []))
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? rows.times.length }))
}

/**
 * First row of every window of `length` rows that lies within one sequence and one of the ranges.
 * [windows], rising. Ranges are epoch ms, both ends included; without ranges every row counts.
 */
export function windowStarts(
  rows: Pick<Rows, 'times' | 'breaks'>,
  length: number,
  ranges?: readonly { readonly from: number; readonly to: number }[],
): Int32Array {
  const starts: number[] = []
  for (const { start, end } of sequencesOf(rows)) {
    for (let first = start; first + length <= end; first += 1) {
      const from = rows.times[first] ?? Number.NaN
      const to = rows.times[first + length - 1] ?? Number.NaN
      if (ranges === undefined || ranges.some((range) => range.from <= from && to <= range.to))
        starts.push(first)
    }
  }
  return Int32Array.from(starts)
}

// A column's deviation now, out of its last rows: what lasts counts, one row does not.

/** Rows at the end of a window that its score speaks of: half a minute to a minute at 10 s. */
export const reach = 5

/**
 * Flagged windows that make an incident at least. With the highest of the last rows left out a window is flagged by two
 * bad rows, and then for up to four windows: what is over after two polls makes three at most only when it is extreme.
 */
export const persistence = 3

/** Part of the threshold that scores must fall to before an incident is over: one that wavers is one. */
export const endsBelow = 0.5

/** Values besides the highest that count in full: an operation so rare that there are fewer counts for less. */
const enough = 2

/**
 * Mean of the deviations above 0 without the highest: a single row, however high, is no news, two rows begin to be.
 * `deviationAt` tells those of the last rows, 0 to reach - 1; NaN is no value.
 */
export function recentDeviation(deviationAt: (row: number) => number): number {
  let [sum, highest, count] = [0, 0, 0]
  for (let row = 0; row < reach; row += 1) {
    const deviation = deviationAt(row)
    if (Number.isNaN(deviation)) continue
    count += 1
    if (deviation <= 0) continue
    sum += deviation
    if (deviation > highest) highest = deviation
  }
  return (sum - highest) / Math.max(enough, count - 1)
}

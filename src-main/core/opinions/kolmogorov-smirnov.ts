// Whether the last rows of a column are distributed as the baseline's are: sees a change of shape that no mean shows.
import { type Detector, type Places, columnOf } from './places.ts'

/** Rows compared with the baseline: as many as the model's window has by default. */
export const lastRows = 30

/** Values of both may be so far apart and count as the same, on the common scale: just noticeable. */
const noticeable = 1

/** How many values of a rising list are at most `limit` (or below it). */
function countUpTo(sorted: Float64Array, limit: number, isIncluded: boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const value = sorted[middle] ?? Number.NaN
    if (value < limit || (isIncluded && value === limit)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Greatest distance of two distribution functions, 0 to 1: the two-sample statistic of Kolmogorov and Smirnov. With a
 * tolerance the values of the one may first move towards the other by so much; 0: the plain statistic. Both lists rise
 * and have a value at least.
 */
export function distanceOf(window: ArrayLike<number>, baseline: Float64Array, tolerance: number): number {
  let greatest = 0
  for (let index = 0; index < window.length; index += 1) {
    const value = window[index] ?? Number.NaN
    // The window has more low values than the baseline, then more high ones.
    const lower = (index + 1) / window.length - countUpTo(baseline, value + tolerance, true) / baseline.length
    const higher = countUpTo(baseline, value - tolerance, false) / baseline.length - index / window.length
    greatest = Math.max(greatest, lower, higher)
  }
  return greatest
}

/**
 * The distance times sqrt(nm / (n + m)), which makes it the same whatever the number of values, twice: the chance of x
 * falls as 2 exp(-2x²) does and that of a normal value z as exp(-z²/2), so that 2x is on the scale of a robust z.
 */
function deviationOf(window: readonly number[], baseline: Float64Array): number {
  const [n, m] = [window.length, baseline.length]
  return m === 0 ? 0 : 2 * Math.sqrt((n * m) / (n + m)) * distanceOf(window, baseline, noticeable)
}

/** Puts a value into a rising list. */
function insert(sorted: number[], value: number): void {
  let place = sorted.length
  while (place > 0 && (sorted[place - 1] ?? 0) > value) place -= 1
  sorted.splice(place, 0, value)
}

/**
 * Compares the last 30 rows of each column (fewer at the beginning) with the baseline by the two-sample statistic of
 * Kolmogorov and Smirnov, blind to differences below 1. Independent rows reach a deviation of 3.9 once in 1,000 times;
 * neighbouring polls are not independent, so take the threshold from what a healthy time reaches. The rows are one
 * unbroken sequence. A column without values in the baseline has no deviation.
 */
export function fitKolmogorovSmirnov(baseline: Places): Detector {
  const normals = Array.from({ length: baseline.columns }, (_, column) => columnOf(baseline, column).sort())
  return ({ values, columns }) => {
    const deviations = new Float64Array(values.length)
    normals.forEach((normal, column) => {
      const window: number[] = []
      for (let index = column; index < values.length; index += columns) {
        const gone = values[index - lastRows * columns] ?? Number.NaN
        if (!Number.isNaN(gone)) window.splice(window.indexOf(gone), 1)
        const value = values[index] ?? Number.NaN
        if (Number.isNaN(value)) continue
        insert(window, value)
        deviations[index] = deviationOf(window, normal)
      }
    })
    return deviations
  }
}

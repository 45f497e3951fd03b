// A threshold for a stated rate of false alarms, beyond what was ever observed: peaks over threshold.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { fitPareto, paretoExcess } from './pareto.ts'

/** The highest tenth of the scores is the tail (DuMouchel 1983), of few scores at least so many, at most half of them. */
const tail = { share: 0.1, least: 30, most: 0.5 }

/** Rows between two peaks that belong to different runs: half a window of 30, within which incidents are one, too. */
const usualGap = 15

/**
 * Highest excess of each run of neighbours above a level: two that are at most `gap` rows apart are one run, since they
 * would be one alarm. NaN is not above anything.
 */
export function peaksAbove(scores: Float64Array, level: number, gap: number): Float64Array {
  const peaks: number[] = []
  let before = Number.NEGATIVE_INFINITY
  scores.forEach((score, row) => {
    if (!(score > level)) return
    const peak = score - level
    if (row - before > gap) peaks.push(peak)
    else peaks[peaks.length - 1] = Math.max(peak, peaks.at(-1) ?? 0)
    before = row
  })
  return Float64Array.from(peaks)
}

/**
 * The score that one run of neighbouring rows in `perRows` rows exceeds, on rows like those scored. The excesses of
 * runs over a high level are fitted by a generalised Pareto distribution (Coles, An Introduction to Statistical
 * Modeling of Extreme Values, 4.3 and 5.3). Rises with `perRows`, and is never below the score that was exceeded so
 * often: the highest one where `perRows` is the number of scores or more.
 *
 * `scores` are those of rows not trained on, in the order of time, with NaN where a row has none; alike or with nothing
 * above the tail's level they give the highest one. `perRows` is 1 or more, `gap` in rows. Errors: NO_DATA without
 * scores.
 */
export function tailThreshold(scores: Float64Array, perRows: number, gap = usualGap): number {
  const falling = scores
    .filter((score) => !Number.isNaN(score))
    .sort()
    .reverse()
  const count = falling.length
  if (count === 0) {
    throw new DeclaredError(
      'NO_DATA',
      'A threshold needs at least one scored row that was not trained on, got none. Take a longer baseline.',
    )
  }
  const observed = falling[Math.min(Math.floor(count / perRows), count - 1)] ?? Number.NaN
  const inTail = Math.floor(Math.min(count * tail.most, Math.max(count * tail.share, tail.least)))
  const level = falling[inTail] ?? Number.NaN
  const peaks = peaksAbove(scores, level, gap)
  // How many runs are expected in so many rows: below 1 the level itself is exceeded too seldom.
  const expected = (perRows * peaks.length) / count
  if (expected <= 1) return observed
  return Math.max(observed, level + paretoExcess(fitPareto(peaks), 1 / expected))
}

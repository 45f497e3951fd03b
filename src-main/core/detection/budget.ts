// From scores of rows that were not learned to the threshold of the default profile.
import { tailThreshold } from '../opinions/tail.ts'

/** What the budget of false alarms is counted over. */
export const budgetRows = 10_000

/**
 * No threshold is lower, however quiet the baseline was: a score of 4 is one column at 7.6 times its usual value (1.5 to
 * the 5th; 13 ms, 13 calls a second where it was 0), or four columns at 3.4 times. On the recordings here healthy
 * stretches reach 4.5 for a row or two, faults 7 to 25 for as long as they last.
 */
export const leastThreshold = 4

/**
 * A tail that is guessed far beyond what was observed (an hour's rows for a day's rate) is not believed above this
 * score: one column at 17 times its usual value, or four at 5 times. Whatever the baseline did reach still counts.
 */
const plain = 6

/** The threshold that so many runs of false alarms in 10,000 rows are expected above (`alarms`, above 0). */
export function budgetThreshold(heldOutScores: Float64Array, alarms: number): number {
  const highest = heldOutScores.reduce((most, score) => Math.max(most, score), 0)
  const guessed = tailThreshold(heldOutScores, budgetRows / alarms)
  return Math.max(leastThreshold, Math.min(guessed, Math.max(plain, highest)))
}

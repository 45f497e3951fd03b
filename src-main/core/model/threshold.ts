// From reconstruction errors to one score per window, and from a baseline's scores to the threshold.
import { DeclaredError } from '../../../src-shared/errors.ts'
import { quantile } from '../../../src-shared/statistics.ts'

/** Mean over the metrics of an error matrix [windows, features]: one score (mean squared error) per window. */
export function windowScores(errors: Float32Array, features: number): Float64Array {
  const scores = new Float64Array(errors.length / features)
  errors.forEach((error, index) => {
    const window = Math.floor(index / features)
    scores[window] = (scores[window] ?? 0) + error / features
  })
  return scores
}

/**
 * The percentile (0..100) of at least one finite score, as numpy.percentile's default: linear between the two nearest.
 * Errors: NO_DATA without scores, BAD_INPUT for a percentile out of range.
 */
export function percentileOf(scores: Float64Array, percentile: number): number {
  if (!(percentile >= 0 && percentile <= 100)) {
    throw new DeclaredError(
      'BAD_INPUT',
      `The threshold's percentile must be from 0 to 100, got ${percentile}. Change the setting.`,
    )
  }
  if (scores.length === 0) {
    throw new DeclaredError(
      'NO_DATA',
      'A threshold needs at least one scored window, got none. Take a longer baseline.',
    )
  }
  return quantile(scores.toSorted(), percentile / 100)
}

// What the columns of a baseline do together: its principal components about the medians.
import { eigenOf } from './eigen.ts'
import type { Places } from './places.ts'
import { centresOf } from './robust-z.ts'

/** The part of the variance that components are usually kept for (Jolliffe, Principal Component Analysis, 6.1.1). */
const explained = 0.9

export interface Components {
  /** Median of each column, [columns]. */
  readonly medians: Float64Array
  /** Mean squares along the kept components, falling, [kept]. */
  readonly variances: Float64Array
  /** Their unit vectors, [kept, columns]. */
  readonly vectors: Float64Array
  /** Mean square of a column along all others: what is not explained. */
  readonly noise: number
}

/** Values less the medians, [rows, columns]; NaN stays NaN. */
export function centred({ values, columns }: Places, medians: Float64Array): Float64Array {
  return values.map((value, index) => value - (medians[index % columns] ?? 0))
}

/** Mean of products of every two columns, [columns, columns]; what is missing counts as the median. */
function covarianceOf(values: Float64Array, columns: number): Float64Array {
  const covariance = new Float64Array(columns * columns)
  const rows = Math.max(1, values.length / columns)
  const row = new Float64Array(columns)
  for (let start = 0; start < values.length; start += columns) {
    for (let column = 0; column < columns; column += 1) {
      const value = values[start + column] ?? Number.NaN
      row[column] = Number.isNaN(value) ? 0 : value
    }
    for (let left = 0; left < columns; left += 1) {
      const value = (row[left] ?? 0) / rows
      if (value === 0) continue
      for (let right = 0; right < columns; right += 1) {
        const cell = left * columns + right
        covariance[cell] = (covariance[cell] ?? 0) + value * (row[right] ?? 0)
      }
    }
  }
  return covariance
}

/**
 * The fewest components that explain 90 % of the variance about the medians; none where nothing varies. No scaling: the
 * columns are on one scale already.
 */
export function componentsOf(baseline: Places): Components {
  const { columns } = baseline
  const medians = Float64Array.from(centresOf(baseline), ({ median }) => median)
  const { values, vectors } = eigenOf(covarianceOf(centred(baseline, medians), columns), columns)
  const total = values.reduce((sum, value) => sum + value, 0)
  let [kept, sum] = [0, 0]
  while (kept < columns && sum < explained * total) {
    sum += values[kept] ?? 0
    kept += 1
  }
  return {
    medians,
    variances: values.slice(0, kept),
    vectors: vectors.slice(0, kept * columns),
    noise: kept === columns ? 0 : Math.max(0, total - sum) / (columns - kept),
  }
}

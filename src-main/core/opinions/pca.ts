// What the principal components of the baseline leave over: a column that stops doing what the others do stands out.
import { type Components, centred, componentsOf } from './components.ts'
import type { Detector, Places } from './places.ts'
import { centresOf, deviationsFrom } from './robust-z.ts'

/** Solves a symmetric positive definite system in place (Cholesky); the solution replaces `right`, [size]. */
function solve(matrix: Float64Array, right: Float64Array): void {
  const size = right.length
  const at = (row: number, column: number): number => matrix[row * size + column] ?? 0
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = at(row, column)
      for (let k = 0; k < column; k += 1) rest -= at(row, k) * at(column, k)
      matrix[row * size + column] = row === column ? Math.sqrt(rest) : rest / at(column, column)
    }
    let rest = right[row] ?? 0
    for (let k = 0; k < row; k += 1) rest -= at(row, k) * (right[k] ?? 0)
    right[row] = rest / at(row, row)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = right[row] ?? 0
    for (let k = row + 1; k < size; k += 1) rest -= at(k, row) * (right[k] ?? 0)
    right[row] = rest / at(row, row)
  }
}

/**
 * Noise over variance at least: without noise the system would be singular but for rounding where what a component is made of
 * is missing. Far above that rounding, far below what anybody sees.
 */
const leastNoise = 1e-10

/**
 * How much of each component a row has, [kept]. Where values are missing it is the likeliest amount given those that
 * are there (Tipping and Bishop 1999, Probabilistic Principal Component Analysis).
 */
function amountsOf(
  { vectors, variances, noise }: Components,
  row: Float64Array,
  missing: readonly number[],
): Float64Array {
  const [kept, columns] = [variances.length, row.length]
  const amounts = Float64Array.from({ length: kept }, (_, component) =>
    row.reduce(
      (sum, value, column) =>
        Number.isNaN(value) ? sum : sum + value * (vectors[component * columns + column] ?? 0),
      0,
    ),
  )
  if (missing.length === 0) return amounts
  const system = new Float64Array(kept * kept)
  for (let left = 0; left < kept; left += 1) {
    for (let right = 0; right <= left; right += 1) {
      let product = left === right ? 1 + Math.max(noise / (variances[left] ?? 0), leastNoise) : 0
      for (const column of missing) {
        product -= (vectors[left * columns + column] ?? 0) * (vectors[right * columns + column] ?? 0)
      }
      system[left * kept + right] = product
    }
  }
  solve(system, amounts)
  return amounts
}

/** Values less what the components make of their row, [rows, columns]; NaN where there is no value. */
function leftOvers(components: Components, places: Places): Float64Array {
  const { columns } = places
  const { vectors } = components
  const rest = centred(places, components.medians)
  for (let start = 0; start < rest.length; start += columns) {
    const row = rest.subarray(start, start + columns)
    const missing: number[] = []
    row.forEach((value, column) => {
      if (Number.isNaN(value)) missing.push(column)
    })
    amountsOf(components, row, missing).forEach((amount, component) => {
      for (let column = 0; column < columns; column += 1) {
        row[column] = (row[column] ?? 0) - amount * (vectors[component * columns + column] ?? 0)
      }
    })
  }
  return rest
}

/**
 * Reconstruction error of each value: what the baseline's principal components (90 % of its variance about the medians)
 * leave of it, over max(1, 1.4826 MAD) of what they leave in the baseline. With no component it is the robust z.
 */
export function fitPca(baseline: Places): Detector {
  const components = componentsOf(baseline)
  const { columns } = baseline
  const centres = centresOf({ values: leftOvers(components, baseline), columns })
  return (places) => deviationsFrom(centres, { values: leftOvers(components, places), columns })
}

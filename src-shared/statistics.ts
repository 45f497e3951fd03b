// The few statistics that ETL, model and report share.

/** Quantile of a sorted, non-empty list by linear interpolation (numpy's default); `share` from 0 to 1. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN
  const part = position - below
  // NumPy's _lerp counts from the nearer end, which keeps the last bit the same as its.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part)
}

/** Median of a non-empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** Median absolute deviation → standard deviation of normally distributed values (Rousseeuw and Croux, 1993). */
const madScale = 1.4826

/** Robust standard deviation of a non-empty list about a centre: 1.4826 times the median distance from it. */
export function madDeviation(values: readonly number[] | Float64Array, centre: number): number {
  return madScale * quantile(Float64Array.from(values, (value) => Math.abs(value - centre)).sort(), 0.5)
}

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

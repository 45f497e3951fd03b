// The generalised Pareto distribution: how excesses over a high level are distributed, whatever it is an excess of.

export interface Pareto {
  /** 0: exponential; above it, a heavier tail. */
  readonly shape: number
  /** In the excesses' unit; 0 where all are 0. */
  readonly scale: number
}

/**
 * From so many excesses on their shape can be told; below, the tail is taken to be exponential. Hosking and Wallis
 * simulate from 15 on, where the shape's standard error is 0.3: as large as any shape that could be believed.
 */
const enough = 15

/**
 * The shapes believed. Below 0 the tail would end just above the highest of a few hours' scores, which nobody can know;
 * from 0.5 on the estimate's own variance is infinite (Hosking and Wallis 1987, 3).
 */
const shapes = { least: 0, most: 0.5 }

/**
 * Fits excesses (above 0, one at least) by probability-weighted moments (Hosking and Wallis, Technometrics 29, 1987).
 * For fewer than 500 excesses with shapes up to 0.5 these are more exact than maximum likelihood, which moreover need
 * not have a maximum; they always exist, in closed form, which is why Grimshaw's search is not used. The mean of the
 * distribution is that of the excesses.
 */
export function fitPareto(excesses: Float64Array): Pareto {
  const sorted = excesses.toSorted()
  const count = sorted.length
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count
  if (count < enough) return { shape: 0, scale: mean }
  // Hosking and Wallis: alpha_1 = E[x (1 - F(x))], at the plotting positions (i - 0.35) / n.
  const weighted = sorted.reduce((sum, value, index) => sum + value * (1 - (index + 0.65) / count), 0) / count
  const shape = 2 - mean / (mean - 2 * weighted)
  const believed = Math.min(shapes.most, Math.max(shapes.least, shape))
  return { shape: believed, scale: mean * (1 - believed) }
}

/** What an excess stays below with a chance of 1 - `exceedance` (above 0, at most 1). */
export function paretoExcess({ shape, scale }: Pareto, exceedance: number): number {
  const depth = -Math.log(exceedance)
  // Close to 0 the formula loses its digits; expm1 keeps them.
  return shape === 0 ? scale * depth : (scale * Math.expm1(shape * depth)) / shape
}

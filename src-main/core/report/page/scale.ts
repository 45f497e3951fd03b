// Scales of charts and their ticks. Pure.

/** Value to place along an axis, chart units. */
export type Scale = (value: number) => number

/** A straight scale from a domain to a range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [from, to] = domain
  const [start, end] = range
  const factor = to === from ? 0 : (end - start) / (to - from)
  return (value) => start + (value - from) * factor
}

/** A logarithmic scale over a domain above 0; what lies below the domain stands at its lower end. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const straight = linearScale([Math.log10(domain[0]), Math.log10(domain[1])], range)
  return (value) => straight(Math.log10(Math.max(value, domain[0])))
}

/** Free of the noise of binary fractions: 0.30000000000000004 is 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12))

/** Steps between ticks, times a power of ten. */
const roundSteps = [1, 2, 2.5, 5, 10] as const

/** Ticks from 0 up to `most` (above 0) in round steps, `count` steps (2 at least) at most. */
export function niceTicks(most: number, count: number): number[] {
  const rough = most / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * (roundSteps.find((one) => one * power >= rough) ?? 10)
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, index) => tidy(index * step))
}

/** Powers of ten from `least` (above 0) to `most`. */
export function decades(least: number, most: number): number[] {
  const first = Math.ceil(Math.log10(least) - 1e-9)
  const last = Math.floor(Math.log10(most) + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => tidy(10 ** (first + index)))
}

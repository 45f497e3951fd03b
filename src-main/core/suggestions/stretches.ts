// The calmest and the most unusual stretch of a given length. Pure.
import { quantile } from '../../../src-shared/statistics.ts'
import type { BinSpan, Bins } from './bins.ts'

/** Sums of all values before each position, [values + 1]. */
function sumsBefore(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, index) => {
    sums[index + 1] = (sums[index] ?? 0) + value
  })
  return sums
}

const between = (sums: Float64Array, { start, end }: BinSpan): number => (sums[end] ?? 0) - (sums[start] ?? 0)

/** The span of `lengthMs` or just more from each bin of `within` on, as far as there are any. */
function* spansFrom({ times, widthMs }: Bins, within: BinSpan, lengthMs: number): Generator<BinSpan> {
  let end = within.start
  for (let { start } = within; start < within.end; start += 1) {
    const least = (times[start] ?? Number.NaN) + lengthMs - widthMs
    while (end < within.end && (times[end] ?? Number.NaN) < least) end += 1
    if (end === within.end) return
    yield { start, end: end + 1 }
  }
}

/**
 * The span of `lengthMs` with the least mean square of scores, within one of the given spans: a single burst weighs
 * more than a lot of unrest. Undefined where none is long enough.
 */
export function calmestStretch(
  bins: Bins,
  scores: Float64Array,
  within: readonly BinSpan[],
  lengthMs: number,
): BinSpan | undefined {
  const sums = sumsBefore(scores.map((score) => score * score))
  let best: { span: BinSpan; mean: number } | undefined
  for (const one of within) {
    for (const span of spansFrom(bins, one, lengthMs)) {
      const mean = between(sums, span) / (span.end - span.start)
      if (best === undefined || mean < best.mean) best = { span, mean }
    }
  }
  return best?.span
}

/** A stretch and the mean of its scores. */
export interface Stretch extends BinSpan {
  readonly mean: number
}

/**
 * Starts within this share of the best mean are as good: the middle one is taken, so that the trouble does not sit on
 * the edge of its stretch.
 */
const asGood = 0.97

/** The middle of the neighbouring stretches that are about as good as the best. */
function middleOf(stretches: readonly Stretch[], best: number): Stretch | undefined {
  const least = (stretches[best]?.mean ?? 0) * asGood
  let [first, last] = [best, best]
  while ((stretches[first - 1]?.mean ?? -1) >= least) first -= 1
  while ((stretches[last + 1]?.mean ?? -1) >= least) last += 1
  return stretches[(first + last) >> 1]
}

function highest(stretches: readonly Stretch[]): Stretch | undefined {
  const best = stretches.reduce(
    (found, { mean }, index) => (mean > (stretches[found]?.mean ?? -1) ? index : found),
    0,
  )
  return middleOf(stretches, best)
}

/** A stretch stands out with so many times the mean of a calm one (the lower quartile), and at least so much. */
const outstanding = { factor: 2, calm: 0.25, least: 0.5 }

/**
 * The stretches of `lengthMs` with the highest mean score: the first, and a second beside it where it stands out.
 * `spacingMs` is the usual time from bin to bin: bins that are missing count as nothing unusual.
 */
export function unusualStretches(
  bins: Bins,
  scores: Float64Array,
  lengthMs: number,
  spacingMs: number,
): { readonly stretches: readonly Stretch[]; readonly standsOut: boolean } {
  const sums = sumsBefore(scores)
  const wanted = lengthMs / spacingMs
  const all = [...spansFrom(bins, { start: 0, end: scores.length }, lengthMs)].map((span) => ({
    ...span,
    mean: between(sums, span) / Math.max(wanted, span.end - span.start),
  }))
  const first = highest(all)
  if (first === undefined) return { stretches: [], standsOut: false }
  const calm = quantile(Float64Array.from(all, ({ mean }) => mean).sort(), outstanding.calm)
  const doesStandOut = ({ mean }: Stretch): boolean =>
    mean >= Math.max(outstanding.least, outstanding.factor * calm)
  const second = highest(all.filter(({ start, end }) => end <= first.start || start >= first.end))
  const others = second !== undefined && doesStandOut(second) ? [second] : []
  return { stretches: [first, ...others], standsOut: doesStandOut(first) }
}

/** Spans whose scores, averaged over `length` bins, reach `limit`; without calmer bins at their ends. */
export function spansAbove(scores: Float64Array, length: number, limit: number): BinSpan[] {
  const sums = sumsBefore(scores)
  const spans: BinSpan[] = []
  for (let start = 0; start + length <= scores.length; start += 1) {
    const end = start + length
    if (between(sums, { start, end }) < limit * length) continue
    const last = spans.at(-1)
    if (last !== undefined && start <= last.end) spans[spans.length - 1] = { start: last.start, end }
    else spans.push({ start, end })
  }
  const isCalm = (bin: number): boolean => (scores[bin] ?? 0) < limit / 2
  return spans.map(({ start, end }) => {
    let [first, last] = [start, end]
    while (first < last - 1 && isCalm(first)) first += 1
    while (last - 1 > first && isCalm(last - 1)) last -= 1
    return { start: first, end: last }
  })
}

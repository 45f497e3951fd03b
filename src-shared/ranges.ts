// Ranges with stretches taken out of them: a baseline is what is left.
import { DeclaredError } from './errors.ts'
import { type TimeRange, formatLocal, orderedRange } from './time.ts'

/** What is left of one range; both ends belong to a stretch, so what is left begins and ends 1 ms beside it. */
const without = (range: TimeRange, { from, to }: TimeRange): readonly TimeRange[] =>
  [
    { from: range.from, to: Math.min(range.to, from - 1) },
    { from: Math.max(range.from, to + 1), to: range.to },
  ].filter((part) => part.to > part.from)

/**
 * The ranges (epoch ms, both ends included) without the stretches, in the order of the ranges. Pieces of a single
 * millisecond go, too: a range ends after it starts.
 */
export function takeOut(ranges: readonly TimeRange[], stretches: readonly TimeRange[]): readonly TimeRange[] {
  return stretches.reduce(
    (left, stretch) =>
      left.flatMap((range) =>
        stretch.to < range.from || stretch.from > range.to ? [range] : without(range, stretch),
      ),
    ranges,
  )
}

/** Ranges in the order of time, those that overlap made one: a row in two of them must not count twice. */
export function disjoint(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const merged: TimeRange[] = []
  for (const range of ranges.toSorted((left, right) => left.from - right.from)) {
    const last = merged.at(-1)
    if (last === undefined || range.from > last.to) merged.push(range)
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
  }
  return merged
}

const text = ({ from, to }: TimeRange): string => `${formatLocal(from)} to ${formatLocal(to)}`

/**
 * What is to be learned of a baseline. Throws BAD_INPUT for a range or stretch that ends before it starts, for a
 * stretch that lies in none of the ranges as a whole, and where nothing is left.
 */
export function baselineWithout(
  ranges: readonly TimeRange[],
  leftOut: readonly TimeRange[],
): readonly TimeRange[] {
  for (const range of ranges) orderedRange(range, 'a baseline')
  for (const stretch of leftOut) {
    const { from, to } = orderedRange(stretch, 'a stretch to leave out')
    if (ranges.some((range) => range.from <= from && to <= range.to)) continue
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted stretches to leave out that lie within the baseline (${ranges.map(text).join(', ')}), got ${text(stretch)}: correct its ends.`,
    )
  }
  const left = takeOut(ranges, leftOut)
  if (left.length > 0) return left
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted something of the baseline left to learn, but the stretches to leave out cover ${ranges.map(text).join(', ')} as a whole: leave out less.`,
  )
}

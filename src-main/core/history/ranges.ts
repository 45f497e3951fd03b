// Stretches of time, both ends included: what of one is missing in others, and several made one.
import type { TimeRange } from '../../../src-shared/time.ts'

/** Ranges by time, those that overlap or follow one another to the millisecond made one. */
export function merged(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of ranges.toSorted((left, right) => left.from - right.from)) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/** What of a range is in none of the others, by time. */
export function missingIn(range: TimeRange, others: readonly TimeRange[]): TimeRange[] {
  const missing: TimeRange[] = []
  let { from } = range
  for (const other of merged(others)) {
    if (other.to < from || other.from > range.to) continue
    if (other.from > from) missing.push({ from, to: other.from - 1 })
    from = other.to + 1
  }
  if (from <= range.to) missing.push({ from, to: range.to })
  return missing
}

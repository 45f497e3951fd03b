// A view is a range, or undefined for everything there is. Pure.
import type { TimeRange } from '../../src-shared/time.ts'

/** A range as a view. */
export function viewOf(range: TimeRange, whole: TimeRange): TimeRange | undefined {
  return range.from <= whole.from && range.to >= whole.to ? undefined : range
}

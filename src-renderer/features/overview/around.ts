// A view of something: with as much room on both sides as it is long. Pure.
import type { TimeRange } from '../../../src-shared/time.ts'
import { legible, within } from '../../charts/plot.ts'
import { viewOf } from '../../charts/view-of.ts'

/** What to zoom to so that a stretch is seen in its surroundings; undefined where that is everything. */
export function around({ from, to }: TimeRange, whole: TimeRange): TimeRange | undefined {
  const room = Math.max(to - from, 60_000)
  return viewOf(legible(within({ from: from - room, to: to + room }, whole), whole), whole)
}

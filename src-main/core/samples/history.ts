// What a node's history holds before anybody looks at values: extent, roles, gaps and breaks. Pure.
import type { History } from '../../../src-shared/contract/samples.ts'
import { quantile } from '../../../src-shared/statistics.ts'
import { gapsBefore } from '../etl/sequences.ts'
import type { Timeline } from '../store/timeline.ts'

type Event = History['events'][number]
type Role = History['roles'][number]

/** Usual time from row to row, ms; null with less than two rows. */
function spacingOf(times: Float64Array): number | null {
  if (times.length < 2) return null
  const spacings = times.subarray(1).map((time, index) => time - (times[index] ?? time))
  return Math.round(quantile(spacings.sort(), 0.5))
}

/** Stretches of one state, from their first row to their last. */
function rolesOf({ times, haStates }: Timeline): Role[] {
  const starts = haStates.flatMap((state, row) => (row === 0 || state !== haStates[row - 1] ? [row] : []))
  return starts.map((start, index) => ({
    from: times[start] ?? Number.NaN,
    to: times[(starts[index + 1] ?? times.length) - 1] ?? Number.NaN,
    haState: haStates[start] ?? 'unknown',
  }))
}

/**
 * Breaks from the last row before to the first row after. A restart with a pause in the polling is two: the gap says
 * that nothing is known of this time, the restart what happened in it.
 */
function eventsOf({ times, breaks }: Pick<Timeline, 'times' | 'breaks'>): Event[] {
  return gapsBefore(times).flatMap((isGap, row): Event[] => {
    const broken = breaks[row] ?? null
    // Before the first row there is nothing to break with.
    if (row === 0 || (!isGap && broken === null)) return []
    const range = { from: times[row - 1] ?? Number.NaN, to: times[row] ?? Number.NaN }
    const gap: Event[] = isGap ? [{ ...range, kind: 'gap' }] : []
    return broken === null || broken === 'start' ? gap : [...gap, { ...range, kind: broken }]
  })
}

/** The history of a node out of all its rows. */
export function historyOf(node: string, timeline: Timeline): History {
  return {
    node,
    rows: timeline.times.length,
    from: timeline.times[0] ?? null,
    to: timeline.times.at(-1) ?? null,
    spacingMs: spacingOf(timeline.times),
    roles: rolesOf(timeline),
    events: eventsOf(timeline),
  }
}

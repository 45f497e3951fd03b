// Which faults were found, how soon, by which incident; and which incidents were about nothing.
import type { Incident } from '../../src-shared/contract/analysis.ts'
import { median } from '../../src-shared/statistics.ts'
import type { Detection } from './detection.ts'
import type { LabelledEvent, Labels } from '../../src-main/core/fixtures/imported.ts'
import { type RowRange, rowsOf } from './ranges.ts'

/** A window may end so many rows after a fault and still have found it: a window's length and half of one. */
export const graceRows = 45

export interface FoundFault {
  readonly label: LabelledEvent
  /** Rows from the fault's first row to the end of the first flagged window that found it; null: not found. */
  readonly delay: number | null
  /** The most severe incident at it; null where none is. */
  readonly incident: Incident | null
}

/** In epoch ms, both ends included. */
interface Span {
  readonly start: number
  readonly end: number
}

const doOverlap = (left: Span, right: Span): boolean => left.start <= right.end && right.start <= left.end

function withGrace({ first, last }: RowRange, times: Float64Array): RowRange {
  return { first, last: Math.min(last + graceRows, times.length - 1) }
}

const spanOf = ({ first, last }: RowRange, times: Float64Array): Span => ({
  start: times[first] ?? Number.NaN,
  end: times[last] ?? Number.NaN,
})

/** By severity; incidents of the profile original have none and go by their peak. */
function mostSevere(incidents: readonly Incident[]): Incident | undefined {
  return incidents.toSorted(
    (left, right) => (right.severity ?? 0) - (left.severity ?? 0) || right.peak - left.peak,
  )[0]
}

/**
 * Every fault that the judged rows hold, in the order of the labels. A flagged window that ends within the fault or up
 * to 45 rows after it finds it. Of several incidents the most severe one that overlaps the fault counts; where none
 * does, the most severe of those 45 rows.
 */
export function foundFaults(
  { times, flags, incidents }: Pick<Detection, 'times' | 'flags' | 'incidents'>,
  labels: Labels,
): FoundFault[] {
  return labels.events.flatMap((label): FoundFault[] => {
    const rows = label.class === 'fault' ? rowsOf(times, label) : undefined
    if (rows === undefined) return []
    const graced = withGrace(rows, times)
    const delay = flags.subarray(graced.first, graced.last + 1).indexOf(1)
    const at = incidents.filter((one) => doOverlap(one, label))
    const after = incidents.filter((one) => doOverlap(one, spanOf(graced, times)))
    return [
      {
        label,
        delay: delay === -1 ? null : delay,
        incident: mostSevere(at) ?? mostSevere(after) ?? null,
      },
    ]
  })
}

export interface FalseIncidents {
  /** Incidents that touch neither a fault nor the 45 rows after one, nor an event. */
  readonly incidents: readonly Incident[]
  /** Incidents that touch no fault nor the rows after it, but an event: harmless, with its rows left out. */
  readonly atEvents: readonly Incident[]
  /** Rows outside faults, the 45 rows after them and events: normal and benign ones. */
  readonly normalRows: number
  /** Their time: the median spacing for each of them. */
  readonly normalHours: number
}

/** The incidents that touch no fault, and the time in which there should be none. */
export function falseIncidents(
  { times, incidents }: Pick<Detection, 'times' | 'incidents'>,
  { events }: Labels,
): FalseIncidents {
  const isNormal = new Uint8Array(times.length).fill(1)
  const rangesOfClass = (name: LabelledEvent['class']): readonly RowRange[] =>
    events
      .filter((event) => event.class === name)
      .flatMap((event) => rowsOf(times, event) ?? [])
      .map((rows) => (name === 'fault' ? withGrace(rows, times) : rows))
  const [atFaults, atEvents] = [rangesOfClass('fault'), rangesOfClass('event')]
  for (const { first, last } of [...atFaults, ...atEvents]) isNormal.fill(0, first, last + 1)
  const touches = (incident: Incident, ranges: readonly RowRange[]): boolean =>
    ranges.some((rows) => doOverlap(incident, spanOf(rows, times)))
  const outside = incidents.filter((incident) => !touches(incident, atFaults))
  const normalRows = isNormal.reduce((sum, one) => sum + one, 0)
  const spacings = Array.from(times.subarray(1), (time, row) => time - (times[row] ?? time))
  return {
    incidents: outside.filter((incident) => !touches(incident, atEvents)),
    atEvents: outside.filter((incident) => touches(incident, atEvents)),
    normalRows,
    normalHours: spacings.length === 0 ? 0 : (normalRows * median(spacings)) / 3_600_000,
  }
}

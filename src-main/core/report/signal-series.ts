// The signals that a report speaks of, as series beside those of the 28 metrics. Pure.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { Report } from '../../../src-shared/contract/reports.ts'
import { metricCount } from '../../../src-shared/metrics.ts'
import { columnIndex, signals } from '../../../src-shared/signals.ts'
import type { FullRows } from '../etl/rows.ts'

type Series = Report['series']

/** Signals that a report carries at most, and a smaller part in an incident's score that is not shown. */
const [most, leastPart] = [24, 0.02]

/** Ids of the signals that incidents and their causes name, those of the most severe incident first. */
export function namedSignals(incidents: readonly Incident[]): string[] {
  const named = incidents.flatMap(({ metrics, causes }) => [
    ...metrics.filter(({ contribution }) => contribution >= leastPart).map(({ metric }) => metric),
    ...causes.flatMap(({ evidence, against }) => [...evidence, ...against].map(({ metric }) => metric)),
  ])
  const isSignal = (id: string | null): id is string =>
    id !== null && (columnIndex.get(id) ?? 0) >= metricCount
  return [...new Set(named.filter(isSignal))].slice(0, most)
}

/** Low and high of some signals at the series' points; null where a point has no value. */
export function signalSeries(
  rows: FullRows,
  { times, pointMs }: Series,
  ids: readonly string[],
): Series['metrics'] {
  const pointOf = new Map(times.map((time, point) => [time, point]))
  const [first = 0] = times
  const positions = Array.from(rows.times, (time) =>
    pointOf.get(pointMs === 0 ? time : first + Math.floor((time - first) / pointMs) * pointMs),
  )
  return Object.fromEntries(
    ids.map((id) => {
      const column = (columnIndex.get(id) ?? 0) - metricCount
      const low: (number | null)[] = times.map(() => null)
      const high: (number | null)[] = times.map(() => null)
      positions.forEach((point, row) => {
        const value = rows.signals[row * signals.length + column] ?? Number.NaN
        if (point === undefined || Number.isNaN(value)) return
        low[point] = Math.min(low[point] ?? value, value)
        high[point] = Math.max(high[point] ?? value, value)
      })
      return [id, { low, high }]
    }),
  )
}

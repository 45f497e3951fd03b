// The metrics that led an incident, from half an hour before it to ten minutes after.
import { type RefObject, useMemo, useState } from 'react'
import type { KeptIncident } from '../../../src-shared/contract/incidents.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Band } from '../../charts/bands.tsx'
import { chartRows } from '../../charts/chart-rows.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import { failureOf } from '../../data/failure.ts'
import { useSeries } from '../../data/sources.ts'
import type { Zone } from '../../state/use-zone.ts'
import { panelsOf, peakMarks, unitText } from '../report/key-metrics.ts'
import { reportWindow } from './incident-text.ts'
import classes from './incidents.module.css'

interface IncidentChartsProps {
  readonly place: RefObject<HTMLElement | null>
  readonly kept: KeptIncident
  readonly zone: Zone
}

const mostMetrics = 4
const leastPart = 0.02
/** Watched first where nothing that can be charted led. */
const usual: readonly string[] = ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime']
const known: ReadonlySet<string> = new Set(metrics.map(({ id }) => id))

export function IncidentCharts({ place, kept, zone }: IncidentChartsProps) {
  const { sourceId: source, node, start, end, incident } = kept
  const whole = useMemo(() => reportWindow({ start, end }), [start, end])
  const [view, setView] = useState<TimeRange>()
  const ids = useMemo(() => {
    const leading = incident.metrics
      .filter(({ metric, contribution }) => known.has(metric) && contribution >= leastPart)
      .map(({ metric }) => metric)
    return leading.length === 0 ? usual : leading.slice(0, mostMetrics)
  }, [incident.metrics])
  const { data: series, error } = useSeries({ source, node, ...whole, metrics: ids })
  const panels = useMemo(() => panelsOf(ids), [ids])
  const bands = useMemo<readonly Band[]>(
    () => [{ from: start, to: end, kind: 'broken', label: 'incident' }],
    [start, end],
  )
  const rows = useMemo(() => (series === undefined ? [] : chartRows(series, ids)), [series, ids])
  return (
    <section ref={place} tabIndex={-1} className={classes['charts']} aria-label="Charts">
      {error !== null && <p role="alert">{failureOf(error).message}</p>}
      {panels.map(({ unit, lines }) => (
        <div key={unit} className="card">
          <TimeChart
            title={unitText(unit)}
            hint={lines.length === 1 ? '' : `${String(lines.length)} metrics`}
            range={view ?? whole}
            marks={peakMarks([incident], lines)}
            height={170}
            onView={setView}
            {...{ rows, lines, unit, whole, zone, bands }}
          />
        </div>
      ))}
    </section>
  )
}

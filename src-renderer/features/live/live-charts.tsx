// The live charts of one node: score against threshold, and metrics, with incidents, gaps, restarts and roles.
import { Button, Popover, Skeleton } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import type { RoleStatus } from '../../../src-shared/contract/monitoring.ts'
import type { Band } from '../../charts/bands.tsx'
import { TimeChart } from '../../charts/time-chart.tsx'
import { failureOf } from '../../data/failure.ts'
import { useIncidentsWithin } from '../../data/incidents.ts'
import { useLiveHistory } from '../../data/live.ts'
import { mostLive, useLive } from '../../state/live.ts'
import type { Zone } from '../../state/use-zone.ts'
import type { NodeOf } from '../investigate/subject.ts'
import { MetricPicker } from '../metrics/metric-picker.tsx'
import { roleText } from '../namenodes/role-text.ts'
import { gapBands } from '../overview/event-marks.ts'
import { StripEvents } from '../overview/strip-events.tsx'
import { scoreLine } from '../overview/strip-lanes.tsx'
import { IncidentsInView } from './incidents-in-view.tsx'
import { LiveChart, liveHeight } from './live-chart.tsx'
import classes from './live.module.css'
import { useMetricRows, useScoreRows } from './use-live-rows.ts'
import type { LiveView } from './use-live-view.ts'

interface LiveChartsProps {
  readonly of: NodeOf
  /** The role that the node is in; undefined until it was said. */
  readonly role: RoleStatus | undefined
  readonly everySeconds: number
  readonly live: LiveView
  readonly zone: Zone
}

const scoreLines = [scoreLine]
/** Gaps are drawn at least so many pixels wide. */
const leastGap = 2

function Choice() {
  const charted = useLive((state) => state.charted)
  const setCharted = useLive((state) => state.setCharted)
  return (
    <Popover position="bottom-end" width={340} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-xs" variant="default">
          Choose metrics
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Metrics shown">
        <p className="quiet">{`${String(mostLive)} at most: the oldest goes.`}</p>
        <MetricPicker chosen={charted} onChange={setCharted} />
      </Popover.Dropdown>
    </Popover>
  )
}

export function LiveCharts({ of, role, everySeconds, live, zone }: LiveChartsProps) {
  const { whole, view, settled, look } = live
  const { ref, width } = useElementSize()
  const charted = useLive((state) => state.charted)
  const { data: history } = useLiveHistory(of)
  const incidents = useIncidentsWithin(of.source, whole)
  const model = role?.modelId ?? undefined
  const threshold = role?.threshold ?? undefined
  const scores = useScoreRows(of, whole, settled, model, history?.events)
  const values = useMetricRows(of, whole, settled, charted)
  const range = view ?? whole
  const own = useMemo(
    () => (incidents.data ?? []).filter(({ node }) => node === of.node),
    [incidents.data, of.node],
  )
  const bands = useMemo<readonly Band[]>(() => {
    if (whole === undefined) return []
    const leastMs = ((whole.to - whole.from) / Math.max(1, width)) * leastGap
    return [
      ...gapBands(history?.events ?? [], whole, leastMs),
      ...own.map(({ id, start, end }) => ({
        from: start,
        to: Math.max(end, start + leastMs),
        kind: 'broken' as const,
        label: `#${String(id)}`,
      })),
    ]
  }, [whole, width, history?.events, own])
  if (whole === undefined || range === undefined) return null
  const shared = { range, whole, zone, bands, onView: look }
  const noScore =
    role === undefined ? 'Not scored yet.' : `${role.haState}: ${roleText(role, everySeconds).text}.`
  return (
    <>
      <div ref={ref} className="card">
        {model === undefined ? (
          <section aria-label="Anomaly score" className={classes['unscored']}>
            <b>Anomaly score</b> <span className="quiet">{noScore}</span>
          </section>
        ) : (
          <TimeChart
            title="Anomaly score"
            hint={role === undefined ? '' : `${role.haState}, by model ${model}`}
            rows={scores.rows}
            lines={scoreLines}
            unit=""
            height={liveHeight}
            {...(threshold === undefined ? {} : { threshold })}
            {...shared}
          />
        )}
        {scores.error !== null && <p role="alert">{failureOf(scores.error).message}</p>}
        {history !== undefined && width > 0 && (
          <StripEvents history={history} zone={zone.name} onView={look} {...{ range, whole, width }} />
        )}
        <IncidentsInView incidents={own} zone={zone.name} />
      </div>
      <section aria-labelledby="live-metrics">
        <div className={classes['heading']}>
          <h2 id="live-metrics">Metrics</h2>
          <Choice />
        </div>
        {values.error !== null && <p role="alert">{failureOf(values.error).message}</p>}
        <div className={classes['charts']}>
          {charted.map((metric) => (
            <div key={metric} className="card">
              {values.isPending ? (
                <Skeleton height={liveHeight + 48} />
              ) : (
                <LiveChart metric={metric} rows={values.rows} {...shared} />
              )}
            </div>
          ))}
        </div>
      </section>
    </>
  )
}

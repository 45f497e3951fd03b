// Scores of both reports, one above the other, on the same axis of values.
import { Skeleton } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { ScaleSwitch } from '../../charts/scale-switch.tsx'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Band } from '../../charts/time-plot.tsx'
import { type ValueBounds, type ValueScale, valueBounds } from '../../charts/value-axis.ts'
import type { Zone } from '../../state/use-zone.ts'
import { errorLines, errorRows, markedRows } from '../report/error-rows.ts'
import { reducedRows } from '../report/reduced-rows.ts'
import { usualScale } from '../report/usual-scale.ts'
import classes from './compare.module.css'

const height = 150

interface SideProps {
  readonly title: string
  readonly report: SavedReport
  readonly scale: ValueScale
  readonly bounds: ValueBounds
  readonly zone: Zone
}

function Side({ title, report, scale, bounds, zone }: SideProps) {
  const { windows, window: whole, model, incidents } = report.analysis
  const [view, setView] = useState<TimeRange>()
  const range = view ?? whole
  const all = useMemo(() => errorRows(windows), [windows])
  const rows = useMemo(
    () => markedRows(reducedRows(all, ['score'], range), model.threshold),
    [all, range, model.threshold],
  )
  const bands = useMemo(
    () =>
      incidents.map(({ start, end }, index): Band => ({
        from: start,
        to: end,
        kind: 'broken',
        label: String(index + 1),
      })),
    [incidents],
  )
  return (
    <TimeChart
      lines={errorLines}
      unit=""
      valueScale={scale}
      threshold={model.threshold}
      onView={setView}
      {...{ title, rows, range, whole, zone, bands, bounds, height }}
    />
  )
}

interface ErrorChartsProps {
  readonly left: SavedReport | undefined
  readonly right: SavedReport | undefined
  readonly zone: Zone
}

/** Both sides' scores and thresholds. */
function sharedBounds(reports: readonly SavedReport[]): ValueBounds {
  const whole = { from: -Infinity, to: Infinity }
  const each = reports.map(({ analysis: { windows, model } }) =>
    valueBounds(errorRows(windows), [{ id: 'score' }], whole, [model.threshold]),
  )
  return { low: Math.min(...each.map(({ low }) => low)), high: Math.max(...each.map(({ high }) => high)) }
}

export function ErrorCharts({ left, right, zone }: ErrorChartsProps) {
  const [chosen, setChosen] = useState<ValueScale>()
  const scale = chosen ?? usualScale([left, right].filter((report) => report !== undefined))
  const bounds = useMemo(
    () => (left === undefined || right === undefined ? undefined : sharedBounds([left, right])),
    [left, right],
  )
  return (
    <section className="card" aria-labelledby="errors-heading">
      <div className={classes['cardHead']}>
        <h2 id="errors-heading">Anomaly score, same scale</h2>
        <ScaleSwitch value={scale} onChange={setChosen} />
      </div>
      {left === undefined || right === undefined || bounds === undefined ? (
        <Skeleton height={2 * (height + 52)} aria-busy="true" role="status" aria-label="Loading the scores" />
      ) : (
        <>
          <Side title={`Left: report ${String(left.id)}`} report={left} {...{ scale, bounds, zone }} />
          <Side title={`Right: report ${String(right.id)}`} report={right} {...{ scale, bounds, zone }} />
        </>
      )}
    </section>
  )
}

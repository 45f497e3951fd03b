// The score of each window against the threshold, and what another threshold would flag.
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { ScaleSwitch } from '../../charts/scale-switch.tsx'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Band } from '../../charts/time-plot.tsx'
import type { Zone } from '../../state/use-zone.ts'
import { errorLines, errorRows, markedRows } from './error-rows.ts'
import { reducedRows } from './reduced-rows.ts'
import { usualScale } from './usual-scale.ts'
import classes from './report.module.css'

interface ErrorCardProps {
  readonly report: SavedReport
  /** The one that is tried out. */
  readonly threshold: number
  readonly bands: readonly Band[]
  readonly range: TimeRange
  readonly zone: Zone
  readonly onView: (view: TimeRange | undefined) => void
  /** Below the chart: what sets the threshold. */
  readonly children: React.ReactNode
}

export function ErrorCard({ report, threshold, bands, range, zone, onView, children }: ErrorCardProps) {
  const { windows, window: whole } = report.analysis
  const [scale, setScale] = useState(() => usualScale([report]))
  const all = useMemo(() => errorRows(windows), [windows])
  const shown = useMemo(() => reducedRows(all, ['score'], range), [all, range])
  const rows = useMemo(() => markedRows(shown, threshold), [shown, threshold])
  return (
    <section className="card" aria-labelledby="error-heading">
      <div className={classes['cardHead']}>
        <h2 id="error-heading">Anomaly score</h2>
        {(range.from > whole.from || range.to < whole.to) && (
          <Button size="compact-xs" variant="default" ml="auto" onClick={() => onView(undefined)}>
            Show all
          </Button>
        )}
        <ScaleSwitch value={scale} onChange={setScale} />
      </div>
      <TimeChart
        title="Score per window"
        hint={`${String(report.settings['model.sequence_length'] ?? '')} rows each, at the time of its last row`}
        rows={rows}
        lines={errorLines}
        unit=""
        height={232}
        valueScale={scale}
        {...{ range, whole, zone, bands, threshold, onView }}
      />
      {children}
    </section>
  )
}

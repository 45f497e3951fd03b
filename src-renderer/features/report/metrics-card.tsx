// Key metrics: raw values of the chosen metrics, a panel per unit, under the same zoom and cursor as the scores.
import { Button, Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { chartRows } from '../../charts/chart-rows.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Band } from '../../charts/time-plot.tsx'
import type { Zone } from '../../state/use-zone.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { MetricPicker } from '../metrics/metric-picker.tsx'
import { type Panel, keptSignals, panelsOf, peakMarks, unitText } from './key-metrics.ts'
import { reducedRows } from './reduced-rows.ts'
import classes from './report.module.css'

interface MetricsCardProps {
  readonly report: SavedReport
  readonly bands: readonly Band[]
  readonly range: TimeRange
  readonly zone: Zone
  readonly onView: (view: TimeRange | undefined) => void
}

interface Chosen {
  readonly chosen: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
}

function MetricPanel({
  panel: { unit, lines },
  report,
  height,
  ...shared
}: MetricsCardProps & { readonly panel: Panel; readonly height: number }) {
  const { series, analysis } = report
  const { range } = shared
  const ids = useMemo(() => lines.map(({ id }) => id), [lines])
  const all = useMemo(() => chartRows(series, ids), [series, ids])
  const rows = useMemo(() => reducedRows(all, ids, range), [all, ids, range])
  const marks = useMemo(() => peakMarks(analysis.incidents, lines), [analysis.incidents, lines])
  return (
    <TimeChart
      title={unitText(unit)}
      whole={analysis.window}
      {...{ rows, lines, unit, height, marks }}
      {...shared}
    />
  )
}

function Choice({ chosen, signals, onChoose }: Chosen & { readonly signals: readonly string[] }) {
  return (
    <Popover position="bottom-end" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="default" rightSection={<IconChevronDown size={13} />}>
          {`Metrics: ${String(chosen.length)} of ${String(metrics.length + signals.length)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Metrics shown">
        <MetricPicker chosen={chosen} signals={signals} onChange={onChoose} />
      </Popover.Dropdown>
    </Popover>
  )
}

export function MetricsCard({ chosen, onChoose, ...shared }: MetricsCardProps & Chosen) {
  const panels = useMemo(() => panelsOf(chosen), [chosen])
  const { series } = shared.report
  const signals = useMemo(() => keptSignals(series), [series])
  return (
    <section className="card" aria-labelledby="metrics-heading">
      <div className={classes['cardHead']}>
        <h2 id="metrics-heading">Key metrics</h2>
        <Choice {...{ chosen, signals, onChoose }} />
      </div>
      {panels.length === 0 && <p className="quiet">No metric chosen: choose some under “Metrics”.</p>}
      {panels.map((panel) => (
        <MetricPanel key={panel.unit} panel={panel} height={panels.length === 1 ? 292 : 130} {...shared} />
      ))}
    </section>
  )
}

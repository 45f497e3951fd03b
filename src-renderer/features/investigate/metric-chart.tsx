// One metric over the page's view.
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { metricUnit } from '../../../src-shared/figures.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { Band } from '../../charts/bands.tsx'
import { TimeChart } from '../../charts/time-chart.tsx'
import { failureOf } from '../../data/failure.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { useMetricRows } from '../overview/use-detail.ts'
import type { Subject } from './subject.ts'

interface MetricChartProps {
  readonly subject: Subject
  readonly metric: string
  readonly bands: readonly Band[]
  /** Its place among the charts, from 0: they follow the strip one after another. */
  readonly order: number
}

/** A view has to stay this long before charts follow it, and so much longer from chart to chart, ms. */
const settleMs = 60
const apartMs = 40

const plotHeight = 150
/** With title and legend, px. */
export const chartHeight = 198

export function MetricChart({ subject, metric, bands, order }: MetricChartProps) {
  const { whole } = subject
  const zone = useZone()
  const view = useInvestigation((state) => state.view) ?? whole
  const [settled] = useDebouncedValue(view, settleMs + order * apartMs)
  // While the wheel turns, only the strip and the chart under the pointer keep up: all at once would not be fluid.
  const [isUsed, setUsed] = useState(false)
  const range = isUsed ? view : settled
  const setView = useInvestigation((state) => state.setView)
  const { rows, error } = useMetricRows(subject, metric)
  const facts = metrics.find(({ id }) => id === metric)
  const lines = useMemo(
    () => [{ id: metric, label: metric, color: 'var(--nnad-series-1)', dash: '' }],
    [metric],
  )
  if (error !== null) return <p role="alert">{failureOf(error).message}</p>
  return (
    <div
      onPointerEnter={() => setUsed(true)}
      onPointerLeave={() => setUsed(false)}
      onFocus={() => setUsed(true)}
      onBlur={() => setUsed(false)}
    >
      <TimeChart
        title={facts?.label ?? metric}
        hint={facts?.doc ?? ''}
        height={plotHeight}
        unit={metricUnit(metric)}
        onView={setView}
        {...{ rows, lines, range, whole, zone, bands }}
      />
    </div>
  )
}

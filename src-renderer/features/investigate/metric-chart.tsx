// One metric over the page's view.
import { useDeferredValue, useMemo } from 'react'
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
}

const plotHeight = 150
/** With title and legend, px. */
export const chartHeight = 198

export function MetricChart({ subject, metric, bands }: MetricChartProps) {
  const { whole } = subject
  const zone = useZone()
  // While the wheel turns the strip comes first; charts follow when there is time.
  const range = useDeferredValue(useInvestigation((state) => state.view) ?? whole)
  const setView = useInvestigation((state) => state.setView)
  const { rows, error } = useMetricRows(subject, metric)
  const facts = metrics.find(({ id }) => id === metric)
  const lines = useMemo(
    () => [{ id: metric, label: metric, color: 'var(--nnad-series-1)', dash: '' }],
    [metric],
  )
  if (error !== null) return <p role="alert">{failureOf(error).message}</p>
  return (
    <TimeChart
      title={facts?.label ?? metric}
      hint={facts?.doc ?? ''}
      height={plotHeight}
      unit={metricUnit(metric)}
      onView={setView}
      {...{ rows, lines, range, whole, zone, bands }}
    />
  )
}

// One metric, live.
import { useMemo } from 'react'
import { metricUnit } from '../../../src-shared/figures.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Band } from '../../charts/bands.tsx'
import type { ChartRow } from '../../charts/chart-rows.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Zone } from '../../state/use-zone.ts'

interface LiveChartProps {
  readonly metric: string
  readonly rows: readonly ChartRow[]
  readonly bands: readonly Band[]
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly zone: Zone
  readonly onView: (view: TimeRange | undefined) => void
}

export const liveHeight = 140

export function LiveChart({ metric, ...shared }: LiveChartProps) {
  const facts = metrics.find(({ id }) => id === metric)
  const lines = useMemo(
    () => [{ id: metric, label: metric, color: 'var(--nnad-series-1)', dash: '' }],
    [metric],
  )
  return (
    <TimeChart
      title={facts?.label ?? metric}
      hint={facts?.doc ?? ''}
      height={liveHeight}
      unit={metricUnit(metric)}
      lines={lines}
      {...shared}
    />
  )
}

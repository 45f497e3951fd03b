// Up to four metrics below the steps, on the strip's view and cursor, with both windows and the gaps as bands.
import { Button, Popover } from '@mantine/core'
import { useMemo } from 'react'
import { type Band } from '../../charts/bands.tsx'
import { WhenInView } from '../../charts/when-in-view.tsx'
import { mostCharted, useInvestigation } from '../../state/investigation.ts'
import { type Baseline, partsLeftOut, rangesLearned } from '../../state/left-out.ts'
import { MetricPicker } from '../metrics/metric-picker.tsx'
import classes from './investigate.module.css'
import { MetricChart, chartHeight } from './metric-chart.tsx'
import { type Subject, useBaseline, useWindows } from './subject.ts'

/** The parts that are learned, the first of them with the step's number, and those left out. */
function baselineBands(baseline: Baseline): readonly Band[] {
  const learned = rangesLearned(baseline).map((range, index) => ({
    ...range,
    kind: 'baseline' as const,
    label: index === 0 ? '1' : '',
  }))
  const parts = partsLeftOut(baseline)
  return [...learned, ...parts.map((part) => ({ ...part, kind: 'left-out' as const, label: 'left out' }))]
}

export function MetricCharts({ subject }: { readonly subject: Subject }) {
  const charted = useInvestigation((state) => state.charted)
  const setCharted = useInvestigation((state) => state.setCharted)
  const { suspect } = useWindows(subject)
  const baseline = useBaseline(subject)
  const bands = useMemo<readonly Band[]>(
    () => [
      ...subject.history.events
        .filter(({ kind }) => kind === 'gap')
        .map(({ from, to }) => ({ from, to, kind: 'gap' as const, label: 'no data' })),
      ...(baseline === undefined ? [] : baselineBands(baseline)),
      ...(suspect === undefined ? [] : [{ ...suspect, kind: 'suspect' as const, label: '2' }]),
    ],
    [subject, baseline, suspect],
  )
  return (
    <section aria-labelledby="metrics-heading">
      <div className={classes['heading']}>
        <h2 id="metrics-heading">Metrics</h2>
        <Popover position="bottom-end" trapFocus withinPortal>
          <Popover.Target>
            <Button size="compact-xs" variant="default">
              Choose metrics
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <p
              className={`quiet ${classes['limit'] ?? ''}`}
            >{`${String(mostCharted)} at most: the oldest goes.`}</p>
            <MetricPicker chosen={charted} onChange={(ids) => setCharted(ids.slice(-mostCharted))} />
          </Popover.Dropdown>
        </Popover>
      </div>
      <div className={classes['charts']}>
        {charted.map((metric, order) => (
          <div key={metric} className="card">
            <WhenInView height={chartHeight}>
              <MetricChart {...{ subject, metric, bands, order }} />
            </WhenInView>
          </div>
        ))}
      </div>
    </section>
  )
}

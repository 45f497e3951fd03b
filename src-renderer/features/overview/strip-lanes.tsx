// The strip's two lanes: anomaly score and one metric, over the same time. Renders anew for other data or another view only.
import { memo, useMemo } from 'react'
import { metricLabel, metricUnit } from '../../../src-shared/figures.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { ChartLine } from '../../charts/chart-lines.ts'
import type { ChartRow } from '../../charts/chart-rows.ts'
import { Readout } from '../../charts/readout.tsx'
import { TimePlot } from '../../charts/time-plot.tsx'
import { valueBounds } from '../../charts/value-axis.ts'
import { gapBands } from './event-marks.ts'
import type { Subject } from '../investigate/subject.ts'
import classes from './overview.module.css'

interface StripLanesProps {
  readonly subject: Subject
  readonly scores: readonly ChartRow[]
  readonly values: readonly ChartRow[]
  readonly lane: string
  /** undefined: there is no model yet. */
  readonly threshold: number | undefined
  /** In place of the scores, why there are none. */
  readonly scoreNote: string | undefined
  readonly range: TimeRange
  readonly zone: string
  readonly width: number
}

/** Peaks so many times the threshold are drawn on a logarithmic axis. */
const decades = 8
const heights = { score: 76, metric: 112 } as const
export const scoreLine: ChartLine = {
  id: 'score',
  label: 'Anomaly score',
  color: 'var(--nnad-series-4)',
  dash: '',
}
const scoreLines = [scoreLine]

export const StripLanes = memo(function StripLanes(props: StripLanesProps) {
  const { subject, scores, values, lane, threshold, scoreNote, range, zone, width } = props
  const { events } = subject.history
  const unit = metricUnit(lane)
  const lines = useMemo(
    () => [{ id: lane, label: metricLabel(lane), color: 'var(--nnad-series-1)', dash: '' }],
    [lane],
  )
  const bands = useMemo(
    () => gapBands(events, range, ((range.to - range.from) / Math.max(1, width)) * 2),
    [events, range, width],
  )
  // A threshold that the peaks press to the ground could not be read.
  const valueScale = useMemo(() => {
    const { high } = valueBounds(scores, scoreLines, range)
    return threshold !== undefined && high > decades * threshold ? 'log' : 'linear'
  }, [scores, range, threshold])
  const shared = { range, zone, width, bands }
  return (
    <>
      <div className={classes['legend']}>
        <Readout
          rows={scores}
          lines={scoreLines}
          unit=""
          zone={zone}
          threshold={scoreNote === undefined ? threshold : undefined}
        />
        {scoreNote === undefined && valueScale === 'log' && <span className="quiet">logarithmic</span>}
      </div>
      <div
        className={classes['lane']}
        style={{ height: heights.score }}
        aria-hidden={scoreNote === undefined}
      >
        {scoreNote === undefined ? (
          <TimePlot
            {...shared}
            rows={scores}
            lines={scoreLines}
            unit=""
            height={heights.score}
            hideTime
            valueScale={valueScale}
            {...(threshold === undefined ? {} : { threshold })}
          />
        ) : (
          <p className={`quiet ${classes['note'] ?? ''}`}>{scoreNote}</p>
        )}
      </div>
      <div className={classes['legend']}>
        <Readout rows={values} lines={lines} unit={unit} zone={zone} />
      </div>
      <div className={classes['lane']} style={{ height: heights.metric }} aria-hidden>
        <TimePlot {...shared} rows={values} lines={lines} unit={unit} height={heights.metric} />
      </div>
    </>
  )
})

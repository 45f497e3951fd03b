// A report as it is read: head, opening, diagnosis, figures, charts that share zoom and cursor, findings, fine print.
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { momentOf } from '../../../src-shared/summary/moments.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { within } from '../../charts/plot.ts'
import type { Band } from '../../charts/time-plot.tsx'
import { useZone } from '../../state/use-zone.ts'
import { Diagnosis } from './diagnosis.tsx'
import { ErrorCard } from './error-card.tsx'
import { FindingsCard } from './findings-card.tsx'
import { FinePrint } from './fine-print.tsx'
import { useFollow } from './follow.ts'
import { KeyFigures } from './key-figures.tsx'
import { leadingMetrics } from './key-metrics.ts'
import { MetricsCard } from './metrics-card.tsx'
import { Opening } from './opening.tsx'
import { ReportHead } from './report-head.tsx'
import { ReportNote } from './report-note.tsx'
import classes from './report.module.css'
import { ThresholdControl } from './threshold-control.tsx'
import { mergingOf, whatIf } from './what-if.ts'

/** The original's window, where settings of a report do not say. */
const usualLength = 30
/** Shown on either side of an incident, ms at least. */
const leastMargin = 10_000

/** A stretch with as much again around it, within the whole. */
function around({ from, to }: TimeRange, whole: TimeRange): TimeRange {
  const margin = Math.max(leastMargin, (to - from) / 2)
  return within({ from: Math.round(from - margin), to: Math.round(to + margin) }, whole)
}

export function ReportView({ report }: { readonly report: SavedReport }) {
  const zone = useZone()
  const { analysis, settings, series } = report
  const whole = analysis.window
  const charts = useRef<HTMLElement>(null)
  const diagnosis = useRef<HTMLElement>(null)
  const [view, setView] = useState<TimeRange>()
  const [chosen, setChosen] = useState(() => leadingMetrics(analysis.incidents[0], series))
  const [threshold, setThreshold] = useState(analysis.model.threshold)
  // The slider answers at once; charts follow when there is time.
  const drawn = useDeferredValue(threshold)
  const length = Number(settings['model.sequence_length'] ?? usualLength)
  const effect = useMemo(
    () => whatIf(analysis.windows, drawn, mergingOf(analysis, length)),
    [analysis, drawn, length],
  )
  const bands = useMemo(() => {
    // At the report's own threshold its incidents are known to the row.
    const isOwn = drawn === analysis.model.threshold
    const own = analysis.incidents.map(({ start, end }) => ({ from: start, to: end }))
    return (isOwn ? own : effect.incidents).map(({ from, to }, index): Band => ({
      from,
      to,
      kind: 'broken',
      label: String(index + 1),
    }))
  }, [analysis, drawn, effect])
  const moment = useMemo(() => momentOf(analysis, zone.name), [analysis, zone.name])
  const show = (incident: Incident): void => {
    setView(around({ from: incident.start, to: incident.end }, whole))
    setChosen(leadingMetrics(incident, series))
    charts.current?.scrollIntoView({ block: 'start' })
  }
  const range = view ?? whole
  const following = useFollow(report, { charts, diagnosis, range, onView: setView })
  const shared = { report, bands, range, zone, onView: setView }
  return (
    <div className={classes['page']}>
      <ReportHead report={report} zone={zone} />
      <Opening report={report} zone={zone.name} onFollow={following.followWorst} />
      {analysis.version > 1 && (
        <Diagnosis
          place={diagnosis}
          zone={zone.name}
          shown={following.shown}
          finding={following.finding}
          onShow={following.show}
          onFollow={following.followShown}
          report={report}
        />
      )}
      <KeyFigures analysis={analysis} />
      <section className={classes['charts']} ref={charts} tabIndex={-1} aria-label="Charts">
        <ErrorCard {...shared} threshold={drawn}>
          <ThresholdControl {...{ report, threshold, effect }} onChange={setThreshold} />
        </ErrorCard>
        <MetricsCard {...shared} chosen={chosen} onChoose={setChosen} />
      </section>
      <FindingsCard {...{ report, moment }} sought={following.metric} onShow={show} />
      <ReportNote id={report.id} note={report.note} />
      <FinePrint report={report} zone={zone.name} />
    </div>
  )
}

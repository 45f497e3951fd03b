// A report as it is read: head, figures, charts that share zoom and cursor, findings, fine print.
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { momentOf } from '../../../src-shared/summary.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { within } from '../../charts/plot.ts'
import type { Band } from '../../charts/time-plot.tsx'
import { useZone } from '../../state/use-zone.ts'
import { CauseCards } from './cause-cards.tsx'
import { ErrorCard } from './error-card.tsx'
import { FindingsCard } from './findings-card.tsx'
import { FinePrint } from './fine-print.tsx'
import { KeyFigures } from './key-figures.tsx'
import { leadingMetrics } from './key-metrics.ts'
import { MetricsCard } from './metrics-card.tsx'
import { ReportHead } from './report-head.tsx'
import { ReportNote } from './report-note.tsx'
import classes from './report.module.css'
import { ThresholdControl } from './threshold-control.tsx'
import { whatIf } from './what-if.ts'

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
  const { analysis, settings } = report
  const whole = analysis.window
  const charts = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<TimeRange>()
  const [chosen, setChosen] = useState(() => leadingMetrics(analysis.incidents[0]))
  const [threshold, setThreshold] = useState(analysis.model.threshold)
  // The slider answers at once; charts follow when there is time.
  const drawn = useDeferredValue(threshold)
  const length = Number(settings['model.sequence_length'] ?? usualLength)
  const effect = useMemo(() => whatIf(analysis.windows, drawn, length), [analysis.windows, drawn, length])
  const bands = useMemo(
    () =>
      effect.incidents.map(({ from, to }, index): Band => ({
        from,
        to,
        kind: 'broken',
        label: String(index + 1),
      })),
    [effect],
  )
  const moment = useMemo(() => momentOf(analysis, zone.name), [analysis, zone.name])
  const show = (incident: Incident): void => {
    setView(around({ from: incident.start, to: incident.end }, whole))
    setChosen(leadingMetrics(incident))
    charts.current?.scrollIntoView({ block: 'start' })
  }
  const range = view ?? whole
  const shared = { report, bands, range, zone, onView: setView }
  return (
    <div className={classes['page']}>
      <ReportHead report={report} zone={zone} />
      <CauseCards incident={analysis.incidents[0]} moment={moment} />
      <KeyFigures analysis={analysis} />
      <div className={classes['charts']} ref={charts}>
        <ErrorCard {...shared} threshold={drawn}>
          <ThresholdControl {...{ report, threshold, effect }} onChange={setThreshold} />
        </ErrorCard>
        <MetricsCard {...shared} chosen={chosen} onChoose={setChosen} />
      </div>
      <FindingsCard {...{ report, moment }} onShow={show} />
      <ReportNote id={report.id} note={report.note} />
      <FinePrint report={report} zone={zone.name} />
    </div>
  )
}

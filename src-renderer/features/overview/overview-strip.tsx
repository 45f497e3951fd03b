// The overview: a node's whole history in two lanes, with gaps, restarts, roles, and the two windows to drag.
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { metricGroups, metrics } from '../../../src-shared/metrics.ts'
import { metricLabel, metricUnit } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { ChartTable } from '../../charts/chart-table.tsx'
import { failureOf } from '../../data/failure.ts'
import { type Step, useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { type Subject, useModel, useWindows } from '../investigate/subject.ts'
import classes from './overview.module.css'
import { StripEvents } from './strip-events.tsx'
import { StripLanes, scoreLine } from './strip-lanes.tsx'
import { StripSurface } from './strip-surface.tsx'
import { useMetricRows, useScoreRows } from './use-detail.ts'
import { ZoomButtons } from './zoom-buttons.tsx'

/** Height of both lanes with their legends, px: kept free while there is nothing to draw. */
const stripHeight = 244

const laneGroups = metricGroups.map((group) => ({
  group,
  items: metrics.filter((metric) => metric.group === group).map(({ id, label }) => ({ value: id, label })),
}))

function scoreNoteOf(hasModel: boolean, isPending: boolean, error: unknown): string | undefined {
  if (!hasModel) return 'No model yet: scores appear after step 1.'
  if (isPending) return 'Scoring the history.'
  return error === null || error === undefined ? undefined : failureOf(error).message
}

export function OverviewStrip({ subject }: { readonly subject: Subject }) {
  const { whole, spacingMs } = subject
  const zone = useZone()
  const { ref, width } = useElementSize()
  const [isTable, setTable] = useState(false)
  const lane = useInvestigation((state) => state.lane)
  const setLane = useInvestigation((state) => state.setLane)
  const active = useInvestigation((state) => state.active)
  const setActive = useInvestigation((state) => state.setActive)
  const range = useInvestigation((state) => state.view) ?? whole
  const setView = useInvestigation((state) => state.setView)
  const override = useInvestigation((state) => state.thresholdOverride)
  const windows = useWindows(subject)
  const leftOut = useInvestigation((state) => state.leftOut)
  const model = useModel(subject)
  const scores = useScoreRows(subject, model?.id)
  const values = useMetricRows(subject, lane)
  const threshold = override ?? model?.threshold
  const scoreNote = scoreNoteOf(model !== undefined, scores.isPending, scores.error)
  const lanes = useMemo(
    () => (
      <StripLanes
        {...{ subject, lane, threshold, range, width, scoreNote }}
        zone={zone.name}
        scores={scores.rows}
        values={values.rows}
      />
    ),
    [subject, lane, threshold, range, width, scoreNote, zone.name, scores.rows, values.rows],
  )
  const tables = [
    { title: 'Anomaly score', rows: scores.rows, lines: [scoreLine], unit: '' },
    {
      title: metricLabel(lane),
      rows: values.rows,
      lines: [{ ...scoreLine, id: lane, label: metricLabel(lane) }],
      unit: metricUnit(lane),
    },
  ]
  return (
    <section className="card" aria-labelledby="overview-heading">
      <div className={classes['head']}>
        <h2 id="overview-heading">Overview</h2>
        <span className="quiet figures">
          {`${rangeText(range.from, range.to, zone.name)}, ${formatDuration(range.to - range.from)}${range === whole ? ' (all)' : ` of ${formatDuration(whole.to - whole.from)}`}, ${zone.label}`}
        </span>
        <span className={classes['spacer']} />
        <NativeSelect
          size="xs"
          aria-label="Metric of the second lane"
          data={laneGroups}
          value={lane}
          onChange={(event) => setLane(event.currentTarget.value)}
        />
        <ZoomButtons {...{ subject, isTable }} onTable={setTable} />
      </div>
      <div ref={ref} style={{ minHeight: stripHeight }}>
        {isTable ? (
          <div className={classes['tables']}>
            {tables.map((table) => (
              <ChartTable
                key={table.title}
                {...{ ...table, range }}
                zone={zone.name}
                zoneLabel={zone.label}
                height={stripHeight}
              />
            ))}
          </div>
        ) : (
          width > 0 && (
            <>
              <StripSurface {...{ range, whole, width, spacingMs, windows, leftOut }} zone={zone.name}>
                {lanes}
              </StripSurface>
              <StripEvents
                {...{ range, whole, width }}
                history={subject.history}
                zone={zone.name}
                onView={setView}
              />
            </>
          )
        )}
      </div>
      {values.error !== null && <p role="alert">{failureOf(values.error).message}</p>}
      <div className={classes['foot']}>
        <span>Drag on empty ground draws</span>
        <SegmentedControl
          size="xs"
          aria-label="Window that a drag draws"
          value={active}
          data={[
            { value: 'baseline' satisfies Step, label: '1 baseline' },
            { value: 'suspect' satisfies Step, label: '2 suspect' },
          ]}
          onChange={(value) => setActive(value)}
        />
        <span>
          Shift-drag draws anywhere, drag moves a window or its edge; wheel zooms, double-click shows all.
        </span>
      </div>
    </section>
  )
}

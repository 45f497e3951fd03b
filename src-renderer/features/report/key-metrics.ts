// Which metrics a report's charts show, how they share panels, and which peaks are pointed out.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { metricFigure, metricUnit } from '../../../src-shared/figures.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { columnIndex } from '../../../src-shared/signals.ts'
import { hasFallen, hasRisen } from '../../../src-shared/summary/heights.ts'
import { type ChartLine, chartLines } from '../../charts/chart-lines.ts'
import type { Mark } from '../../charts/time-plot.tsx'

/** Metrics shown unless somebody chooses others, at most. */
const mostDefault = 4
const leastPart = 0.02
/** Shown where there is no incident. */
const usual = ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'CallQueueLength'] as const

type Series = Pick<SavedReport['series'], 'metrics'>

/** The leading metrics of an incident that the report has values of; what is watched first where there is none. */
export function leadingMetrics(
  incident: Pick<Incident, 'metrics'> | undefined,
  series: Series,
): readonly string[] {
  const leading = (incident?.metrics ?? [])
    .filter(({ contribution, peak }) => contribution >= leastPart && peak !== null)
    .filter(({ metric }) => series.metrics[metric] !== undefined)
    .slice(0, mostDefault)
    .map(({ metric }) => metric)
  return leading.length === 0 ? usual : leading
}

/** Columns beyond the 28 that the report has values of: they led an incident. */
export function keptSignals({ metrics: kept }: Series): readonly string[] {
  return Object.keys(kept).filter((id) => columnIndex.has(id) && !metrics.some((metric) => metric.id === id))
}

export interface Panel {
  readonly unit: string
  readonly lines: readonly ChartLine[]
}

/** One panel per unit, in the order in which the units are first chosen; lines keep their look when others come and go. */
export function panelsOf(chosen: readonly string[]): Panel[] {
  const known = chosen.filter((id) => columnIndex.has(id))
  const lines = chartLines(known.map((id) => ({ id, label: id })))
  return [...Map.groupBy(lines, ({ id }) => metricUnit(id))].map(([unit, own]) => ({ unit, lines: own }))
}

/** What a panel's values are, in words. */
export function unitText(unit: string): string {
  const words: Readonly<Record<string, string>> = {
    ms: 'ms, mean per call',
    'ms/s': 'ms spent per second',
    calls: 'calls',
    threads: 'threads',
    '/s': 'per second',
    '%': 'percent',
    '': 'no unit',
  }
  return words[unit] ?? unit
}

/**
 * The highest peak of each line among the incidents, where it rose above normal, and the lowest one where it fell; the
 * highest of them, and what fell, with its value.
 */
export function peakMarks(incidents: readonly Incident[], lines: readonly ChartLine[]): Mark[] {
  const marks = lines.flatMap(({ id, color }) => {
    const own = incidents.flatMap(({ metrics: shares }) => shares.filter((share) => share.metric === id))
    const [fallen] = own.filter(hasFallen).toSorted((left, right) => (left.peak ?? 0) - (right.peak ?? 0))
    const [risen] = own.filter(hasRisen).toSorted((left, right) => (right.peak ?? 0) - (left.peak ?? 0))
    return [risen, fallen].flatMap((share) =>
      share === undefined || share.peak === null || share.peakAt === null
        ? []
        : [
            {
              time: share.peakAt,
              value: share.peak,
              label: metricFigure(id, share.peak),
              color,
              isLow: share.fell,
            },
          ],
    )
  })
  const highest = marks.reduce((most, { value, isLow }) => (isLow ? most : Math.max(most, value)), 0)
  return marks.map(({ isLow, ...mark }) => (!isLow && mark.value < highest ? { ...mark, label: '' } : mark))
}

// Which metrics a report's charts show, how they share panels, and which peaks are pointed out.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { metricFigure, metricUnit } from '../../../src-shared/figures.ts'
import { metrics } from '../../../src-shared/metrics.ts'
import { hasRisen } from '../../../src-shared/summary.ts'
import { type ChartLine, chartLines } from '../../charts/chart-lines.ts'
import type { Mark } from '../../charts/time-plot.tsx'

/** Metrics shown unless somebody chooses others, at most. */
const mostDefault = 4
const leastPart = 0.02
/** Shown where there is no incident. */
const usual = ['RpcProcessingTimeAvgTime', 'RpcQueueTimeAvgTime', 'CallQueueLength'] as const

/** The leading metrics of an incident; what is watched first where there is none. */
export function leadingMetrics(incident: Pick<Incident, 'metrics'> | undefined): readonly string[] {
  const leading = (incident?.metrics ?? [])
    .filter(({ contribution, peak }) => contribution >= leastPart && peak !== null)
    .slice(0, mostDefault)
    .map(({ metric }) => metric)
  return leading.length === 0 ? usual : leading
}

export interface Panel {
  readonly unit: string
  readonly lines: readonly ChartLine[]
}

/** One panel per unit, in the order in which the units are first chosen; lines keep their look when others come and go. */
export function panelsOf(chosen: readonly string[]): Panel[] {
  const known = chosen.filter((id) => metrics.some((metric) => metric.id === id))
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
  }
  return words[unit] ?? unit
}

/** The highest peak of each line among the incidents, where it rose above normal; the highest of them with its value. */
export function peakMarks(incidents: readonly Incident[], lines: readonly ChartLine[]): Mark[] {
  const marks = lines.flatMap(({ id, color }) => {
    const [highest] = incidents
      .flatMap((incident) => incident.metrics.filter((part) => part.metric === id && hasRisen(part)))
      .toSorted((left, right) => (right.peak ?? 0) - (left.peak ?? 0))
    if (highest === undefined || highest.peak === null || highest.peakAt === null) return []
    const { peak, peakAt } = highest
    return [{ time: peakAt, value: peak, label: metricFigure(id, peak), color }]
  })
  const highest = marks.reduce((most, { value }) => Math.max(most, value), 0)
  return marks.map((mark) => (mark.value < highest ? { ...mark, label: '' } : mark))
}

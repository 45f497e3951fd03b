// The metrics that led the incidents, one small chart each, one above the other on the same time axis.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure, metricLabel, metricUnit, normalText } from '../../../../src-shared/figures.ts'
import { type Axes, chart, chartColumns, headroom, plotEdges } from './chart.ts'
import { type Markup, html } from './html.ts'
import { linearScale, niceTicks } from './scale.ts'
import { timesNote } from './times-note.ts'
import { type TracePoint, reduced, tracePath } from './trace.ts'

type MetricShare = SavedReport['analysis']['incidents'][number]['metrics'][number]

/** Charts at most. */
const charts = 6
/** A metric with less of an incident's error did not lead it. */
const leastPart = 0.02

/** The incidents' leading metrics, each once, those of the worst incident and the first of each before the rest. */
export function leadingMetrics(report: SavedReport): MetricShare[] {
  const { incidents } = report.analysis
  const { metrics: kept } = report.series
  const ranks = incidents[0]?.metrics.length ?? 0
  const found = new Map<string, MetricShare>()
  for (let rank = 0; rank < ranks && found.size < charts; rank += 1) {
    for (const { metrics } of incidents) {
      const share = metrics[rank]
      const isWorthIt =
        share !== undefined &&
        share.contribution >= leastPart &&
        share.peak !== null &&
        kept[share.metric] !== undefined
      if (isWorthIt && !found.has(share.metric) && found.size < charts) found.set(share.metric, share)
    }
  }
  return [...found.values()]
}

function pointsOf({ series }: SavedReport, metric: string): TracePoint[] {
  const { low = [], high = [] } = series.metrics[metric] ?? {}
  return series.times.map((time, index) => ({ time, low: low[index] ?? null, high: high[index] ?? null }))
}

/** The highest point, or the lowest one of a metric that fell. */
function extremeOf(
  points: readonly TracePoint[],
  fell: boolean,
): { readonly value: number; readonly time: number } | undefined {
  let best: { value: number; time: number } | undefined
  for (const { time, low, high } of points) {
    const value = fell ? low : high
    const isBetter = best === undefined || value === null || (fell ? value < best.value : value > best.value)
    if (value !== null && isBetter) best = { value, time }
  }
  return best
}

function normalBand(share: MetricShare, y: (value: number) => number): Markup | null {
  if (share.normal === null) return null
  const [left, right] = plotEdges
  const [low, high] = share.normal.map(y)
  if (low === undefined || high === undefined) return null
  return html`<rect
    class="normal"
    x="${left}"
    y="${high.toFixed(1)}"
    width="${right - left}"
    height="${Math.max(1, low - high).toFixed(1)}"
  />`
}

function metricChart(report: SavedReport, share: MetricShare, axes: Axes, index: number): Markup {
  const { metric, normal, fell } = share
  const points = pointsOf(report, metric)
  const peak = extremeOf(points, fell)
  const highest = fell ? extremeOf(points, false) : peak
  const unit = metricUnit(metric)
  const most = (Math.max(highest?.value ?? 0, normal?.[1] ?? 0) || 1) * headroom
  const peakText =
    peak === undefined
      ? 'no value'
      : `${fell ? 'lowest' : 'peak'} ${figure(peak.value)} ${unit} at ${axes.clock.moment(peak.time)}`
  const svg = chart(axes, {
    id: `metric-${String(index)}`,
    title: `${metricLabel(metric)} over time`,
    description: `${metric} in ${unit}: normal ${normalText(metric, normal)}, ${peakText}.`,
    height: 62,
    unit,
    ticks: niceTicks(most, 4),
    yScale: (range) => linearScale([0, most], range),
    layers: (x, y) => [
      ...[normalBand(share, y)].filter((layer) => layer !== null),
      html`<path class="line" d="${tracePath(reduced(points, axes.window, chartColumns), x, y)}" />`,
    ],
  })
  return html`<figure class="block small">
    <figcaption>
      <b>${metricLabel(metric)}</b> ${metric}, ${unit} <span class="key-normal"></span> normal
      ${normalText(metric, normal)} <span class="aside">${peakText}</span>
    </figcaption>
    ${svg}
  </figure>`
}

/** Charts of the leading metrics, or nothing where no incident was found. */
export function metricCharts(report: SavedReport, axes: Axes): Markup | null {
  const shares = leadingMetrics(report)
  if (shares.length === 0) return null
  return html`<section>
    <h2>Key metrics</h2>
    <p class="hint">
      The metrics with the largest part in the incidents, on the time axis of the chart of scores; lines break
      where the metric had no value. ${timesNote(axes.clock)}
    </p>
    ${shares.map((share, index) => metricChart(report, share, axes, index))}
  </section>`
}

// The score of every window over time, with the threshold.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure } from '../../../../src-shared/figures.ts'
import { type Axes, chart, chartColumns, headroom, plotEdges } from './chart.ts'
import { type Markup, html } from './html.ts'
import { decades, linearScale, logScale, niceTicks } from './scale.ts'
import { timesNote } from './times-note.ts'
import { reduced, tracePath } from './trace.ts'

/** From so many times the threshold on a straight scale would press the threshold onto the axis. */
const logFrom = 12
/** The highest score shown by so many times the lowest. */
const widest = 1e6

interface ScoreScale {
  readonly isLog: boolean
  readonly ticks: readonly number[]
  readonly domain: readonly [number, number]
}

/** A scale for all scores and the threshold. Zeros, of which there is no logarithm, stand at its lower end. */
function scoreScale(scores: readonly number[], threshold: number): ScoreScale {
  const most = scores.reduce((highest, score) => Math.max(highest, score), threshold) || 1
  if (threshold <= 0 || most <= logFrom * threshold) {
    return { isLog: false, ticks: niceTicks(most * headroom, 5), domain: [0, most * headroom] }
  }
  const least = scores.reduce((lowest, score) => (score > 0 ? Math.min(lowest, score) : lowest), threshold)
  const domain = [Math.max(least, most / widest) / 1.5, most * 1.5] as const
  return { isLog: true, ticks: decades(...domain), domain }
}

/** The chart of scores; on a logarithmic scale where the peaks dwarf the threshold. */
export function errorChart(report: SavedReport, axes: Axes): Markup {
  const { windows, model, incidents } = report.analysis
  const { threshold } = model
  const scores = windows.map(({ score }) => score)
  const highest = scores.reduce((most, score) => Math.max(most, score), 0)
  const scale = scoreScale(scores, threshold)
  const points = windows.map(({ end, score }) => ({ time: end, low: score, high: score }))
  const [left, right] = plotEdges
  const svg = chart(axes, {
    id: 'error',
    title: 'Anomaly score over time',
    description: `${String(windows.length)} windows, highest score ${figure(highest)}, threshold ${figure(threshold)}, ${String(incidents.length)} ${incidents.length === 1 ? 'incident' : 'incidents'} above it.`,
    height: 150,
    unit: 'score',
    ticks: scale.ticks,
    yScale: (range) => (scale.isLog ? logScale(scale.domain, range) : linearScale(scale.domain, range)),
    layers: (x, y) => {
      const at = y(threshold)
      return [
        html`<path class="line" d="${tracePath(reduced(points, axes.window, chartColumns), x, y)}" />`,
        html`<path class="threshold" d="M${left} ${at.toFixed(1)}H${right}" />`,
        html`<text class="threshold-label" x="${right + 5}" y="${(at - 1).toFixed(1)}">threshold</text>`,
        html`<text class="threshold-label" x="${right + 5}" y="${(at + 9).toFixed(1)}"
          >${figure(threshold)}</text
        >`,
      ]
    },
  })
  return html`<figure class="block">
    <figcaption>
      <b>Score</b> of each window at the time of its last row${scale.isLog ? ', logarithmic scale' : ''}; red
      bands are incidents, numbered by rank. ${timesNote(axes.clock)}
    </figcaption>
    ${svg}
  </figure>`
}

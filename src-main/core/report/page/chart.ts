// The frame that all charts of the page share: size, axes, incident bands, and the words for those who cannot see it.
import type { TimeRange } from '../../../../src-shared/time.ts'
import { figure } from '../../../../src-shared/figures.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { type Scale, linearScale } from './scale.ts'
import { labelledTicks } from './time-ticks.ts'

/** Width of every chart, chart units; the page shows one unit as a quarter of a millimetre. */
export const chartWidth = 720
/** The plot's left and right edge. */
export const plotEdges = [40, 658] as const
/** The highest value is so far below the top of a straight scale. */
export const headroom = 1.06
/** Points of a line that can be told apart on such a width. */
export const chartColumns = 1300
const timeTickCount = 9
/** Space above the plot for the numbers of incidents, below it for the times with and without days. */
const [above, oneLine, twoLines] = [14, 16, 26]
/** Closer together than this the numbers of incidents would cover each other. */
const numberSpace = 18

/** A numbered stretch that is marked in the charts. */
export interface Band extends TimeRange {
  readonly rank: number
}

/** What all charts of a page have in common. */
export interface Axes {
  readonly window: TimeRange
  readonly clock: PageClock
  /** The worst incident first. */
  readonly bands: readonly Band[]
}

export interface ChartParts {
  /** Unique within the page. */
  readonly id: string
  readonly title: string
  readonly description: string
  /** Height of the plot, chart units. */
  readonly height: number
  /** What the values are in, above their axis. */
  readonly unit: string
  /** Values with a line and a figure. */
  readonly ticks: readonly number[]
  /** Makes the scale of values; its range is the plot, upside down as screens are. */
  readonly yScale: (range: readonly [bottom: number, top: number]) => Scale
  /** What is drawn, over the bands. */
  readonly layers: (x: Scale, y: Scale) => readonly Markup[]
}

/** The time scale of every chart of a window. */
export function timeScale(window: TimeRange): Scale {
  return linearScale([window.from, window.to], plotEdges)
}

function bandMarks({ window, bands }: Axes, x: Scale, top: number, bottom: number): Markup[] {
  const numbered: number[] = []
  return bands.map(({ from, to, rank }) => {
    const [start, end] = [x(Math.max(from, window.from)), x(Math.min(to, window.to))]
    const [width, middle] = [Math.max(1.5, end - start), (start + end) / 2]
    const isFree = numbered.every((other) => Math.abs(other - middle) >= numberSpace)
    if (isFree) numbered.push(middle)
    return html`<g class="band"
      ><rect x="${start.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${bottom - top}" /><path
        d="M${start.toFixed(1)} ${top}V${bottom}M${(start + width).toFixed(1)} ${top}V${bottom}"
      />${isFree ? html`<text x="${middle.toFixed(1)}" y="${top - 4}">${rank}</text>` : null}</g
    >`
  })
}

function valueAxis(ticks: readonly number[], y: Scale): Markup[] {
  const [left, right] = plotEdges
  return ticks.map((value) => {
    const at = y(value).toFixed(1)
    return html`<path class="grid" d="M${left} ${at}H${right}" /><text
        class="value"
        x="${left - 6}"
        y="${(y(value) + 3).toFixed(1)}"
        >${figure(value)}</text
      >`
  })
}

function timeAxis({ window, clock }: Axes, x: Scale, bottom: number): Markup[] {
  const [left, right] = plotEdges
  const ticks = labelledTicks(window, clock.zone, timeTickCount)
  return [
    html`<path class="axis" d="M${left} ${bottom}H${right}" />`,
    ...ticks.map(({ time, clock: text, day }) => {
      const at = x(time).toFixed(1)
      const lines = [text, clock.isOneDay ? '' : day].filter((line) => line !== '')
      return html`<path class="axis" d="M${at} ${bottom}v3" />${lines.map(
          (line, index) => html`<text class="time" x="${at}" y="${bottom + 12 + index * 10}">${line}</text>`,
        )}`
    }),
  ]
}

/** One chart as a vector picture with its title and description. */
export function chart(axes: Axes, parts: ChartParts): Markup {
  const { id, title, description, height, ticks } = parts
  const [top, bottom] = [above, above + height]
  const x = timeScale(axes.window)
  const y = parts.yScale([bottom, top])
  return html`<svg
    class="chart"
    viewBox="0 0 ${chartWidth} ${bottom + (axes.clock.isOneDay ? oneLine : twoLines)}"
    role="img"
    aria-labelledby="${id}-title ${id}-desc"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${description}</desc>
    ${bandMarks(axes, x, top, bottom)}
    <text class="value" x="${plotEdges[0] - 6}" y="${top - 6}">${parts.unit}</text>
    ${valueAxis(ticks, y)}${parts.layers(x, y)}${timeAxis(axes, x, bottom)}
  </svg>`
}

// The whole report as one page that needs nothing else: no script, no file, no network. For the screen and for paper.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { about, factList, readingGuide, thresholdText } from './about.ts'
import type { Axes } from './chart.ts'
import { type PageClock, pageClock } from './clock.ts'
import { errorChart } from './error-chart.ts'
import { type Markup, html } from './html.ts'
import { incidentDetails } from './incident-details.ts'
import { incidentTable } from './incident-table.ts'
import { keyFigures } from './key-figures.ts'
import { metricCharts } from './metric-charts.ts'
import { styles } from './styles.ts'
import { summarySection } from './summary.ts'

/** Nothing is loaded and nothing runs, whatever somebody has managed to write into the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

function head(report: SavedReport, clock: PageClock): Markup {
  const { source, window, model } = report.analysis
  const cluster = source.name === source.node ? '' : ` (${source.name})`
  return html`<header>
    <p class="kind">NameNode anomaly report ${report.id}</p>
    <h1>${report.title}</h1>
    ${factList([
      ['NameNode', `${source.node}${cluster}`],
      ['Hadoop', source.version ?? 'unknown'],
      ['Window', clock.fullRanges([window]), 'suspect'],
      ['Baseline', clock.fullRanges(model.ranges), 'baseline'],
      ['Threshold', thresholdText(report)],
      ['Made', `${clock.full(report.createdAt)} by nnad ${report.versions.nnad}`],
    ])}
  </header>`
}

function noteOf({ note }: SavedReport): Markup | null {
  return note === ''
    ? null
    : html`<section class="note whole">
        <h2>Note</h2>
        <p>${note}</p>
      </section>`
}

/** The report as an HTML document, times in a zone (IANA name). */
export function reportPage(report: SavedReport, zone: string): string {
  const { analysis } = report
  const clock = pageClock(zone, analysis.window)
  const axes: Axes = {
    window: analysis.window,
    clock,
    bands: analysis.incidents.map(({ start, end }, index) => ({ from: start, to: end, rank: index + 1 })),
  }
  const body = html`<main>
    ${head(report, clock)} ${summarySection(report, clock)} ${keyFigures(report)}${noteOf(report)}
    <section>
      <h2>Anomaly score</h2>
      ${errorChart(report, axes)}
    </section>
    ${readingGuide(report)}${incidentTable(report, clock)}${metricCharts(report, axes)}${incidentDetails(report, clock)}${about(report, clock)}
  </main>`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${report.title}</title>
        <style>
          ${{ markup: styles(report.title) }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup
}

// The whole report as one page that needs nothing else: no script, no file, no network. For the screen and for paper.
import type { Paper, RedactionKind, SavedReport } from '../../../../src-shared/contract/reports.ts'
import { about, factList, readingGuide } from './about.ts'
import type { Axes } from './chart.ts'
import { type PageClock, pageClock } from './clock.ts'
import { coverSummary } from './cover.ts'
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
      ['NameNode', `${source.node}${cluster}, Hadoop ${source.version ?? 'of unknown version'}`],
      ['Window', clock.fullRanges([window]), 'suspect'],
      ['Baseline', clock.fullRanges(model.ranges), 'baseline'],
      ['Made', `${clock.full(report.createdAt)} by nnad ${report.versions.nnad}`],
    ])}
  </header>`
}

/** What stands at the foot of each sheet: the NameNode, the model, the version. */
function sourceLine({ analysis: { source, model }, versions }: SavedReport): string {
  const name = source.name === source.node ? source.node : `${source.node} (${source.name})`
  return `${name} · model ${model.id} · nnad ${versions.nnad}`
}

function noteOf({ note }: SavedReport): Markup | null {
  return note === ''
    ? null
    : html`<section class="note whole">
        <h2>Note</h2>
        <p>${note}</p>
      </section>`
}

/** A longer note has no room on the cover; beside more text the chart has none: characters, lines. */
const [coverNote, coverNoteLines, coverText] = [500, 6, 1500]

/** Characters that a reader sees. */
function lengthOf({ markup }: Markup): number {
  return markup.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').length
}

function scoreSection(report: SavedReport, axes: Axes): Markup {
  return html`<section>
    <h2>Anomaly score</h2>
    ${errorChart(report, axes)}
  </section>`
}

export interface PageOptions {
  /** Sheet in print; A4 by default. */
  readonly paper?: Paper | undefined
  /** What was redacted, which the cover says. */
  readonly redaction?: readonly RedactionKind[]
}

/** The report as an HTML document, times in a zone (IANA name). */
export function reportPage(report: SavedReport, zone: string, options: PageOptions = {}): string {
  const { analysis } = report
  const clock = pageClock(zone, analysis.window)
  const axes: Axes = {
    window: analysis.window,
    clock,
    bands: analysis.incidents.map(({ start, end }, index) => ({ from: start, to: end, rank: index + 1 })),
  }
  const answers = coverSummary(report, clock, options.redaction ?? [])
  const [note, chart] = [noteOf(report), scoreSection(report, axes)]
  const isNoteOnCover = report.note.length <= coverNote && report.note.split('\n').length <= coverNoteLines
  const isChartOnCover = lengthOf(answers) + (isNoteOnCover ? report.note.length : 0) <= coverText
  const body = html`<main>
    <div class="cover">
      ${head(report, clock)} ${answers}${isNoteOnCover ? note : null}${isChartOnCover ? chart : null}
    </div>
    ${isNoteOnCover ? null : note}${isChartOnCover ? null : chart}${summarySection(report, clock)}
    ${keyFigures(report)}${incidentTable(report, clock)}${metricCharts(report, axes)}${readingGuide(report)}${incidentDetails(report, clock)}${about(report, clock)}
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
          ${{ markup: styles(report.title, sourceLine(report), options.paper ?? 'a4') }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup
}

// All incidents as one table, the worst first.
import type { Incident } from '../../../../src-shared/contract/analysis.ts'
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure, metricFigure, normalText, percent } from '../../../../src-shared/figures.ts'
import { causePositions } from '../../../../src-shared/summary/cause-sentences.ts'
import { confidenceText, severityText } from '../../../../src-shared/summary/grades.ts'
import { formatDuration } from '../../../../src-shared/time.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { metricName } from './metric-name.ts'
import { momentCell, timesNote } from './times-note.ts'

/** Rows at most: a report of hundreds of incidents is read from its data, not from paper. */
const most = 60

interface Column {
  readonly head: string
  readonly className?: 'n' | 'cause'
  readonly cell: (incident: Incident) => Markup | string
}

const leadCell =
  (write: (lead: Incident['metrics'][number]) => Markup | string) =>
  ({ metrics: [lead] }: Incident): Markup | string =>
    lead === undefined ? '' : write(lead)

const leading: Column = { head: 'Leading metric', cell: leadCell(({ metric }) => metricName(metric)) }
const part: Column = {
  head: 'Part',
  className: 'n',
  cell: leadCell(({ contribution }) => percent(contribution)),
}

/** What tells one incident from another where no cause is known. */
const metricColumns = (clock: PageClock): Column[] => [
  leading,
  part,
  { head: 'Normal', className: 'n', cell: leadCell(({ metric, normal }) => normalText(metric, normal)) },
  {
    head: 'Peak',
    className: 'n',
    cell: leadCell(({ metric, peak }) => html`<b>${metricFigure(metric, peak)}</b>`),
  },
  { head: 'Peak at', cell: leadCell(({ peakAt }) => momentCell(peakAt, clock)) },
]

function causeCell(incident: Incident): Markup | string {
  const cause = incident.causes[causePositions(incident)[0] ?? -1]
  return cause === undefined
    ? 'no known cause fits'
    : html`<b>${cause.title}</b><br /><span class="aside">${confidenceText(cause.confidence)}</span>`
}

const diagnosedColumns: readonly Column[] = [
  { head: 'Probable cause', className: 'cause', cell: causeCell },
  {
    head: 'User, operation',
    cell: ({ users: [first] }) => (first === undefined ? '–' : `${first.user}, ${first.operation}`),
  },
  {
    head: 'Leading metric, part',
    cell: leadCell(({ metric, contribution }) => html`${metricName(metric)} ${percent(contribution)}`),
  },
]

function columnsFor({ incidents, model }: SavedReport['analysis'], clock: PageClock): Column[] {
  const isGraded = incidents.some(({ severity }) => severity !== null)
  const isDiagnosed = incidents.some(({ causes }) => causes.length > 0)
  const byThreshold: Column = {
    head: '× threshold',
    className: 'n',
    cell: ({ peak }) => figure(peak / model.threshold),
  }
  const severity: Column = { head: 'Severity', className: 'n', cell: (one) => severityText(one.severity) }
  return [
    { head: 'Since', cell: ({ start }) => momentCell(start, clock) },
    { head: 'Length', className: 'n', cell: ({ start, end }) => formatDuration(end - start) },
    ...(isGraded ? [severity] : []),
    { head: 'Peak score', className: 'n', cell: ({ peak }) => figure(peak) },
    ...(isDiagnosed ? diagnosedColumns : [byThreshold, ...metricColumns(clock)]),
  ]
}

const classOf = ({ className }: Column): Markup | null =>
  className === undefined ? null : html` class="${className}"`

/** The table, or a sentence where nothing was found. */
export function incidentTable({ analysis }: SavedReport, clock: PageClock): Markup {
  const { incidents } = analysis
  if (incidents.length === 0) {
    return html`<section>
      <h2>Incidents</h2>
      <p>None: no window scored above the threshold.</p>
    </section>`
  }
  const columns = columnsFor(analysis, clock)
  const more =
    incidents.length > most
      ? html`<p class="hint">
          The table shows the worst ${most} of ${incidents.length}; the report's JSON has all of them.
        </p>`
      : null
  return html`<section>
    <h2>Incidents, the most severe first</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">#</th>
          ${columns.map((column) => html`<th scope="col" ${classOf(column)}>${column.head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${incidents.slice(0, most).map(
          (incident, index) =>
            html`<tr>
              <th scope="row"><span class="rank">${index + 1}</span></th>
              ${columns.map((column) => html`<td${classOf(column)}>${column.cell(incident)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="hint">${timesNote(clock)} Part: the metric's part in the score of the incident.</p>
    ${more}
  </section>`
}

// Each incident by itself: findings of the diagnosis, users, root cause per metric.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure, metricFigure, normalText, percent } from '../../../../src-shared/figures.ts'
import { columnIndex, columns } from '../../../../src-shared/signals.ts'
import { severityText } from '../../../../src-shared/summary/grades.ts'
import { hasFallen, hasRisen } from '../../../../src-shared/summary/heights.ts'
import type { PageClock } from './clock.ts'
import { findings } from './findings.ts'
import { type Markup, html } from './html.ts'
import { metricName } from './metric-name.ts'
import { partBar } from './part-bar.ts'
import { momentCell } from './times-note.ts'
import { opinionLine, userTable } from './users.ts'

type Incident = SavedReport['analysis']['incidents'][number]
type MetricShare = Incident['metrics'][number]

/** Incidents that get a table of their own, metrics that it lists. */
const [detailed, listed] = [10, 8]
/** A smaller part in the score is not listed, unless it is the largest. */
const leastPart = 0.005

/** What a peak is beside normal: above, below, neither. */
function peakCell(share: MetricShare): Markup {
  const { metric, normal, peak } = share
  const text = metricFigure(metric, peak)
  if (hasFallen(share)) return html`<b>${text}</b> <span aria-label="fell below normal">▼</span>`
  return normal !== null && hasRisen(share)
    ? html`<b>${text}</b> <span aria-label="above normal">▲</span>`
    : html`${text}`
}

function metricRow(share: MetricShare, clock: PageClock): Markup {
  const { metric, contribution, normal, peakAt } = share
  const isOff = hasFallen(share) || (normal !== null && hasRisen(share))
  return html`<tr>
    <th scope="row">${metricName(metric)}</th>
    <td class="part">${partBar(contribution)} ${percent(contribution)}</td>
    <td class="n">${normalText(metric, normal)}</td>
    <td class="n${isOff ? ' above' : ''}">${peakCell(share)}</td>
    <td>${momentCell(peakAt, clock)}</td>
    <td class="doc">${columns[columnIndex.get(metric) ?? -1]?.doc ?? ''}</td>
  </tr>`
}

function section(incident: Incident, index: number, clock: PageClock): Markup {
  const { metrics, start, end, peak, severity, causes } = incident
  const gravity = severity === null ? '' : `severity ${severityText(severity)}, `
  const shown = metrics.filter(({ contribution }, rank) => rank === 0 || contribution >= leastPart)
  const rows = shown.slice(0, listed)
  const rest = metrics.length - rows.length
  const restPart = metrics.slice(rows.length).reduce((sum, { contribution }) => sum + contribution, 0)
  return html`<section class="incident${causes.length === 0 ? ' whole' : ''}">
    <h3>
      <span class="rank">${index + 1}</span> ${clock.range({ from: start, to: end })}
      <span class="aside">${clock.zoneLabel}, ${gravity}peak score ${figure(peak)}</span>
    </h3>
    ${findings(causes, clock)}${userTable(incident)}${opinionLine(incident)}
    <table class="root-cause">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Part of score</th>
          <th scope="col" class="n">Normal, p5 to p95</th>
          <th scope="col" class="n">Peak</th>
          <th scope="col">Peak at</th>
          <th scope="col">What it measures</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((share) => metricRow(share, clock))}
      </tbody>
    </table>
    ${rest > 0 ? html`<p class="hint">The other ${rest} metrics make ${(restPart * 100).toFixed(1)} % of the score together.</p>` : null}
  </section>`
}

/** The worst incidents, each with its root cause per metric; nothing where there is none. */
export function incidentDetails({ analysis }: SavedReport, clock: PageClock): Markup | null {
  const { incidents } = analysis
  if (incidents.length === 0) return null
  const more =
    incidents.length > detailed
      ? html`<p class="hint">
          Shown are the worst ${detailed} of ${incidents.length}; the report's JSON has all of them.
        </p>`
      : null
  return html`<section>
    <h2>
      ${incidents.some(({ causes }) => causes.length > 0) ? 'Diagnosis of each incident' : 'Root cause per metric'}
    </h2>
    ${incidents.slice(0, detailed).map((incident, index) => section(incident, index, clock))}${more}
  </section>`
}

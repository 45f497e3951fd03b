// Each incident by itself: root cause per metric, and what diagnosis adds where it does: causes, users.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure, metricFigure, normalText, percent } from '../../../../src-shared/figures.ts'
import { columnIndex, columns } from '../../../../src-shared/signals.ts'
import { hasRisen } from '../../../../src-shared/summary.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { metricName } from './metric-name.ts'
import { momentCell } from './times-note.ts'

type Incident = SavedReport['analysis']['incidents'][number]
type MetricShare = Incident['metrics'][number]

/** Incidents that get a table of their own, metrics that it lists. */
const [detailed, listed] = [10, 8]
/** A smaller part in the error is not listed, unless it is the largest. */
const leastPart = 0.005

/** Width of a part's bar, chart units. */
const barWidth = 40

function bar(share: number): Markup {
  const width = Math.max(0.5, share * barWidth).toFixed(1)
  return html`<svg class="bar" viewBox="0 0 ${barWidth} 8" aria-hidden="true">
    <rect width="${width}" height="8" />
  </svg>`
}

function metricRow({ metric, contribution, normal, peak, peakAt }: MetricShare, clock: PageClock): Markup {
  const isAbove = normal !== null && hasRisen({ normal, peak })
  const doc = columns[columnIndex.get(metric) ?? -1]?.doc ?? ''
  const peakText = metricFigure(metric, peak)
  return html`<tr>
    <th scope="row">${metricName(metric)}</th>
    <td class="part">${bar(contribution)} ${percent(contribution)}</td>
    <td class="n">${normalText(metric, normal)}</td>
    <td class="n${isAbove ? ' above' : ''}">
      ${isAbove ? html`<b>${peakText}</b> <span aria-label="above normal">▲</span>` : peakText}
    </td>
    <td>${momentCell(peakAt, clock)}</td>
    <td class="doc">${doc}</td>
  </tr>`
}

function causesOf({ causes }: Incident): Markup | null {
  if (causes.length === 0) return null
  return html`<h4>Causes</h4>
    <ol class="causes">
      ${causes.map(
        ({ title, confidence, evidence, remedy }) =>
          html`<li>
            <b>${title}</b>, confidence ${percent(confidence)}
            <ul>
              ${evidence.map((one) => html`<li>${one}</li>`)}
            </ul>
            ${remedy === '' ? null : html`<p>Do next: ${remedy}</p>`}
          </li>`,
      )}
    </ol>`
}

function usersOf({ users }: Incident): Markup | null {
  if (users.length === 0) return null
  return html`<h4>Users</h4>
    <table>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Operation</th>
          <th scope="col">Part of the added lock cost</th>
        </tr>
      </thead>
      <tbody>
        ${users.map(
          ({ user, operation, share }) =>
            html`<tr>
              <th scope="row">${user}</th>
              <td>${operation}</td>
              <td class="part">${bar(share)} ${percent(share)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function section(incident: Incident, index: number, clock: PageClock): Markup {
  const { metrics, start, end, peak } = incident
  const shown = metrics.filter(({ contribution }, rank) => rank === 0 || contribution >= leastPart)
  const rows = shown.slice(0, listed)
  const rest = metrics.length - rows.length
  const restPart = metrics.slice(rows.length).reduce((sum, { contribution }) => sum + contribution, 0)
  return html`<section class="incident">
    <h3>
      <span class="rank">${index + 1}</span> ${clock.range({ from: start, to: end })}
      <span class="aside">${clock.zoneLabel}, peak score ${figure(peak)}</span>
    </h3>
    ${causesOf(incident)}${usersOf(incident)}
    <table class="root-cause">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Part of error</th>
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
    ${rest > 0 ? html`<p class="hint">The other ${rest} metrics make ${(restPart * 100).toFixed(1)} % of the error together.</p>` : null}
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
    <h2>Root cause per metric</h2>
    ${incidents.slice(0, detailed).map((incident, index) => section(incident, index, clock))}${more}
  </section>`
}

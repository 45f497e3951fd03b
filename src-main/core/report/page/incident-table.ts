// All incidents as one table, the worst first.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure, metricFigure, normalText, percent } from '../../../../src-shared/figures.ts'
import { formatDuration } from '../../../../src-shared/time.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { metricName } from './metric-name.ts'
import { momentCell, timesNote } from './times-note.ts'

type Incident = SavedReport['analysis']['incidents'][number]

/** Rows at most: a report of hundreds of incidents is read from its data, not from paper. */
const most = 60

function row(incident: Incident, index: number, threshold: number, clock: PageClock): Markup {
  const [lead] = incident.metrics
  const [cause] = incident.causes
  return html`<tr>
    <th scope="row"><span class="rank">${index + 1}</span></th>
    <td>${momentCell(incident.start, clock)}</td>
    <td class="n">${formatDuration(incident.end - incident.start)}</td>
    <td class="n">${figure(incident.peak)}</td>
    <td class="n">${figure(incident.peak / threshold)}</td>
    ${
      lead === undefined
        ? html`<td colspan="5"></td>`
        : html`<td>
              ${metricName(lead.metric)}${cause === undefined ? null : html`<br /><span class="aside">${cause.title}</span>`}
            </td>
            <td class="n">${percent(lead.contribution)}</td>
            <td class="n">${normalText(lead.metric, lead.normal)}</td>
            <td class="n"><b>${metricFigure(lead.metric, lead.peak)}</b></td>
            <td>${momentCell(lead.peakAt, clock)}</td>`
    }
  </tr>`
}

/** The table, or a sentence where nothing was found. */
export function incidentTable({ analysis }: SavedReport, clock: PageClock): Markup {
  const { incidents, model } = analysis
  if (incidents.length === 0) {
    return html`<section>
      <h2>Incidents</h2>
      <p>None: no window scored above the threshold.</p>
    </section>`
  }
  const more =
    incidents.length > most
      ? html`<p class="hint">
          The table shows the worst ${most} of ${incidents.length}; the report's JSON has all of them.
        </p>`
      : null
  return html`<section>
    <h2>Incidents, the highest score first</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">Since</th>
          <th scope="col" class="n">Length</th>
          <th scope="col" class="n">Peak score</th>
          <th scope="col" class="n">× threshold</th>
          <th scope="col">Leading metric</th>
          <th scope="col" class="n">Part</th>
          <th scope="col" class="n">Normal</th>
          <th scope="col" class="n">Peak</th>
          <th scope="col">Peak at</th>
        </tr>
      </thead>
      <tbody>
        ${incidents.slice(0, most).map((incident, index) => row(incident, index, model.threshold, clock))}
      </tbody>
    </table>
    <p class="hint">
      ${timesNote(clock)} Part: the metric's part in the reconstruction error of the incident.
    </p>
    ${more}
  </section>`
}

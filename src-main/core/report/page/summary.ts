// After the cover: what happened, in paragraphs; what the NameNode was meanwhile; what was looked at besides /jmx.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { summaryParagraphs } from '../../../../src-shared/summary.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { said } from './said.ts'
import { timesNote } from './times-note.ts'

function statesOf({ analysis: { states } }: SavedReport, clock: PageClock): Markup | null {
  if (states.length === 0) return null
  return html`<ul class="states">
    ${states.map(
      ({ from, to, text }) => html`<li>${clock.moment(from)} to ${clock.moment(to)}: ${text}</li>`,
    )}
  </ul>`
}

/** The section. */
export function summarySection(report: SavedReport, clock: PageClock): Markup {
  const { analysis } = report
  const { sources, version } = analysis
  const looked =
    version === 1
      ? null
      : html`<p class="hint">
          Looked at:
          /jmx${sources.length === 0 ? ' alone; a configuration, logs or thread dumps can be dropped with it' : `, ${sources.join(', ')}`}.
        </p>`
  const paragraphs = summaryParagraphs(analysis, clock.zone)
  return html`<section class="summary">
    <h2>What was found</h2>
    ${paragraphs.map(
      (parts, index) =>
        html`<p>
          ${said(parts)}${index === paragraphs.length - 1 ? html` <span class="aside">${timesNote(clock)}</span>` : null}
        </p>`,
    )}${statesOf(report, clock)}${looked}
  </section>`
}

// The first sheet, for those who read no other: what happened, who, since when, how severe, why, and what to do.
import { impactWord } from '../../../../src-shared/causes.ts'
import type { Incident, Remedy } from '../../../../src-shared/contract/analysis.ts'
import type { RedactionKind, SavedReport } from '../../../../src-shared/contract/reports.ts'
import { percent } from '../../../../src-shared/figures.ts'
import { causePositions } from '../../../../src-shared/summary/cause-sentences.ts'
import { impactText } from '../../../../src-shared/summary/effect-sentences.ts'
import { confidenceText, severityBand } from '../../../../src-shared/summary/grades.ts'
import { timesText } from '../../../../src-shared/summary/heights.ts'
import { otherText, unknownText } from '../../../../src-shared/summary/incident-sentences.ts'
import { linkedMoments } from '../../../../src-shared/summary/moments.ts'
import { counted } from '../../../../src-shared/summary/parts.ts'
import { quietText } from '../../../../src-shared/summary/quiet-sentences.ts'
import { valuesText } from '../../../../src-shared/summary/remedies.ts'
import { culpritOf, operationsText, partsText } from '../../../../src-shared/summary/users.ts'
import { formatDuration } from '../../../../src-shared/time.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { said } from './said.ts'

/** Remedies and further incidents that the cover has room for. */
const [mostSteps, mostOthers] = [2, 3]

type Row = readonly [name: string, value: Markup]

/** The likeliest cause's story, and what it says of others' calls at its end. */
function storyOf({ causes }: Incident): { readonly own: string; readonly impact: string } {
  const story = causes.find(({ role }) => role === 'cause')?.story ?? ''
  const at = story.indexOf(impactWord)
  return at === -1 ? { own: story, impact: '' } : { own: story.slice(0, at).trim(), impact: story.slice(at) }
}

function whatText({ analysis }: SavedReport, worst: Incident): Markup {
  const { windows, incidents, window } = analysis
  const flagged = windows.filter((one) => one.flagged).length
  const part = percent(windows.length === 0 ? 0 : flagged / windows.length)
  const impact = impactText(worst)
  const which = incidents.length === 1 ? '' : ' What follows is about the worst.'
  return html`<b>${counted(incidents.length, 'incident')}</b> in a window of
    ${formatDuration(window.to - window.from)}, ${part} of it unusual.${which}
    ${impact.length === 0 ? said([{ text: storyOf(worst).impact }]) : said(impact)}`
}

function causeCell({ analysis }: SavedReport, worst: Incident, clock: PageClock): Markup {
  const cause = worst.causes[causePositions(worst)[0] ?? -1]
  if (cause === undefined) return html`${said(unknownText(worst, linkedMoments(analysis, clock.zone)))}`
  return html`<b>${cause.title}</b>, ${confidenceText(cause.confidence)}.
    ${said([{ text: storyOf(worst).own }])}`
}

function whoText({ users }: Incident): Markup {
  const culprit = culpritOf(users)
  if (culprit === undefined) return html`No single user stands out in what was measured.`
  const own = users.filter(({ user }) => user === culprit.user)
  return html`<b>${culprit.user}</b>, ${operationsText(own)}: ${partsText(own)}.`
}

function sinceText({ analysis }: SavedReport, { start, end }: Incident, clock: PageClock): Markup {
  const isOpen = end >= (analysis.windows.at(-1)?.end ?? Infinity)
  const length = isOpen
    ? `for ${formatDuration(end - start)}, to the end of what was analysed`
    : `until ${clock.moment(end)}, for ${formatDuration(end - start)}`
  return html`<b>${clock.full(start)}</b> ${length}.`
}

function severityCell({ analysis }: SavedReport, { severity, peak }: Incident): Markup {
  const score = `its highest score is ${timesText(peak, analysis.model.threshold)} the threshold`
  if (severity === null) return html`Not graded; ${score}.`
  const band = severityBand(severity)
  return html`<b class="severity ${band}">${band}</b> ${Math.round(severity)} of 100; ${score}.`
}

function step(remedy: Remedy): Markup {
  const { text, key } = remedy
  return html`<li>${text}${key === null ? null : html` <code>${key}</code>: ${valuesText(remedy)}`}</li>`
}

function nextSteps({ causes, metrics: [leading] }: Incident, positions: readonly number[]): Markup {
  const cause = causes[positions[0] ?? -1]
  if (cause === undefined) {
    const first = leading === undefined ? '' : ` Begin with ${leading.metric}, which moved most.`
    return html`No remedy is known without a cause.${first}`
  }
  const { remedies, checks } = cause
  const [check] = checks
  return html`<ol>
    ${remedies.slice(0, mostSteps).map(step)}${check === undefined ? null : html`<li>Check: <code>${check}</code></li>`}
  </ol>`
}

function furtherIncidents({ analysis }: SavedReport, clock: PageClock): Row[] {
  const moment = linkedMoments(analysis, clock.zone)
  const others = analysis.incidents.slice(1)
  if (others.length === 0) return []
  const rest = others.length - mostOthers
  return [
    [
      'Besides',
      html`${others.slice(0, mostOthers).map((_, index) => html`<p>${said(otherText(analysis, index + 1, moment))}</p>`)}${
        rest > 0 ? html`<p>${counted(rest, 'further incident')}, all in the table that follows.</p>` : null
      }`,
    ],
  ]
}

function rowsOf(report: SavedReport, clock: PageClock): Row[] {
  const { analysis } = report
  const moment = linkedMoments(analysis, clock.zone)
  const [worst] = analysis.incidents
  if (worst === undefined) {
    return [
      ['What', html`${said(quietText(analysis, moment))}`],
      ['Next steps', html`None.`],
    ]
  }
  return [
    ['What', whatText(report, worst)],
    ['Who', whoText(worst)],
    ['Since when', sinceText(report, worst, clock)],
    ['Severity', severityCell(report, worst)],
    ['Probable cause', causeCell(report, worst, clock)],
    ['Next steps', nextSteps(worst, causePositions(worst))],
    ...furtherIncidents(report, clock),
  ]
}

/** The answers, of the worst incident where there are several; which kinds of names were replaced. */
export function coverSummary(
  report: SavedReport,
  clock: PageClock,
  redaction: readonly RedactionKind[],
): Markup {
  return html`<section class="answers">
    <h2>Summary</h2>
    <dl>
      ${rowsOf(report, clock).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${redaction.length === 0 ? null : html`<p class="hint">Names of ${redaction.join(', ')} are replaced by others, the same ones throughout.</p>`}
  </section>`
}

// One incident in a paragraph: the worst in full, the others in a sentence each.
import type { Analysis, Incident } from '../contract/analysis.ts'
import { formatDuration } from '../time.ts'
import { causePositions, causeText, proofText } from './cause-sentences.ts'
import { hasCause, impactText, symptomText, userText } from './effect-sentences.ts'
import { severityBand } from './grades.ts'
import { leastPart } from './first-symptom.ts'
import { hasMoved, midMetric, moveText, timesText } from './heights.ts'
import type { Moment } from './moments.ts'
import { nextText } from './next-sentences.ts'
import { type SummaryText, paragraph, say, unended } from './parts.ts'
import { culpritOf } from './users.ts'

const lengthText = ({ start, end }: Incident): string =>
  end > start ? `lasted ${formatDuration(end - start)}` : 'lasted no longer than one row'

/** How bad: `severity 78 of 100 (critical)`; by the score where there is no severity. */
function gravityText({ severity, peak }: Incident, { model }: Analysis): string {
  return severity === null
    ? `its highest score ${timesText(peak, model.threshold)} the threshold`
    : `severity ${String(Math.round(severity))} of 100 (${severityBand(severity)})`
}

/** What the NameNode was besides: restarted, in safe mode, standby. */
function statesText({ states }: Analysis, { start, end }: Incident, moment: Moment): SummaryText {
  const meanwhile = states.filter(({ from, to }) => from <= end && to >= start)
  return paragraph(meanwhile.map(({ from, text }) => say`Since ${moment(from)}: ${unended(text)}.`))
}

/** Said where no rule fits: what moved most, and nothing that sounds like a cause. */
export function unknownText({ metrics }: Incident, moment: Moment): SummaryText {
  const [leading, ...others] = metrics
  const also = others.find((share) => share.contribution >= leastPart && hasMoved(share))
  if (leading === undefined) return say`No known cause fits what was measured.`
  return paragraph([
    say`No known cause fits what was measured.`,
    say`What moved most: ${midMetric(leading.metric)} ${moveText(leading, moment)}.`,
    also === undefined ? [] : say`Then ${midMetric(also.metric)}, which ${moveText(also, moment)}.`,
  ])
}

/** The worst incident: since when, how bad, cause, impact, first symptom, who, evidence, what to do. */
export function worstText(analysis: Analysis, incident: Incident, moment: Moment): SummaryText {
  const { incidents } = analysis
  const which =
    incidents.length === 1 ? 'One incident: it' : `${String(incidents.length)} incidents. The worst`
  return paragraph([
    say`${which} began at ${moment(incident.start)} and ${lengthText(incident)}, ${gravityText(incident, analysis)}.`,
    hasCause(incident) ? causeText(incident) : unknownText(incident, moment),
    impactText(incident),
    symptomText(incident, moment),
    userText(incident),
    proofText(incident, moment),
    statesText(analysis, incident, moment),
    nextText(incident),
  ])
}

/** Another incident: since when, how long, how bad, cause, user. */
export function otherText(analysis: Analysis, index: number, moment: Moment): SummaryText {
  const incident = analysis.incidents[index]
  if (incident === undefined) return []
  const { metrics, users, causes } = incident
  const cause = causes[causePositions(incident)[0] ?? -1]
  const [leading] = metrics
  const culprit = culpritOf(users)
  // A cause names its user itself; a user who rose beside another cause has not made it.
  const who =
    culprit === undefined || cause !== undefined
      ? ''
      : `; user ${culprit.user} rose most, with ${culprit.operation}`
  const what =
    cause?.title ??
    (leading === undefined
      ? 'no known cause fits'
      : `no known cause fits; ${midMetric(leading.metric).text} moved most`)
  const name = { text: `Incident ${String(index + 1)}`, link: { incident: index } }
  return say`${name} began at ${moment(incident.start)} and ${lengthText(incident)}, ${gravityText(incident, analysis)}: ${what}${who}.`
}

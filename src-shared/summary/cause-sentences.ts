// The probable cause of an incident in sentences: what, how sure, what speaks for it and against it.
import type { Cause, Evidence, Incident } from '../contract/analysis.ts'
import { percent } from '../figures.ts'
import { withFigureLinks } from './figure-links.ts'
import { confidenceText } from './grades.ts'
import type { Moment } from './moments.ts'
import { type SummaryText, listed, paragraph, say, unended } from './parts.ts'

/** Pieces of evidence that the paragraph tells, for and against. */
const [toldFor, toldAgainst] = [2, 1]
/** Another cause is worth a word from this confidence. */
const leastOther = 0.3
/** From this confidence a cause is probable, below it possible. */
const probable = 0.5

/** Positions of the findings that are causes, the likeliest first. */
export function causePositions({ causes }: Pick<Incident, 'causes'>): number[] {
  return causes.flatMap(({ role }, index) => (role === 'cause' ? [index] : []))
}

/** A finding's title, leading to it. */
export function titleOf(causes: readonly Cause[], index: number): SummaryText {
  return [{ text: causes[index]?.title ?? '', link: { cause: index } }]
}

/** A statement that leads to its metric, and since when it holds. */
function evidenceText({ text, metric, at }: Evidence, moment: Moment): SummaryText {
  const statement = { text: unended(text), ...(metric === null ? {} : { link: { metric } }) }
  return at === null ? [statement] : say`${statement}, since ${moment(at)}`
}

/** A story as a sentence of its own. */
export function storyText({ story, evidence }: Cause): SummaryText {
  return story.trim() === '' ? [] : withFigureLinks(`${unended(story)}.`, evidence)
}

function forText({ evidence }: Cause, moment: Moment): SummaryText {
  const told = evidence.slice(0, toldFor).map((one) => evidenceText(one, moment))
  const rest = evidence.length - told.length
  const more = rest > 0 ? `, and ${String(rest)} more ${rest === 1 ? 'sign' : 'signs'}` : ''
  return told.length === 0 ? [] : say`Evidence: ${listed(told, '; ')}${more}.`
}

function againstText({ against, unmeasured }: Cause, moment: Moment): SummaryText {
  const [first] = against.slice(0, toldAgainst)
  const rest = against.length - toldAgainst
  const more = rest > 0 ? `, and ${String(rest)} more` : ''
  const missing =
    unmeasured.length === 0
      ? ''
      : ` ${String(unmeasured.length)} ${unmeasured.length === 1 ? 'sign' : 'signs'} could not be measured.`
  const told =
    first === undefined
      ? 'Nothing that was measured speaks against it.'
      : say`Against it: ${evidenceText(first, moment)}${more}.`
  return say`${told}${missing}`
}

function othersText({ causes }: Incident, positions: readonly number[]): SummaryText {
  const others = positions.filter((index) => (causes[index]?.confidence ?? 0) >= leastOther)
  const texts = others.map(
    (index) => say`${titleOf(causes, index)} (${percent(causes[index]?.confidence ?? 0)})`,
  )
  return texts.length === 0 ? [] : say`Also possible: ${listed(texts)}.`
}

/** The sentences on the likeliest cause; empty where there is none. */
export function causeText(incident: Incident, moment: Moment): SummaryText {
  const [position, ...others] = causePositions(incident)
  const cause = incident.causes[position ?? -1]
  if (cause === undefined || position === undefined) return []
  const sure = confidenceText(cause.confidence)
  const word = cause.confidence >= probable ? 'Probable' : 'Possible'
  return paragraph([
    say`${word} cause: ${titleOf(incident.causes, position)} (${sure}).`,
    storyText(cause),
    forText(cause, moment),
    againstText(cause, moment),
    othersText(incident, others),
  ])
}

// The probable cause of an incident in sentences: what, how sure, what speaks for it and against it.
import type { Cause, Evidence, Incident } from '../contract/analysis.ts'
import { percent } from '../figures.ts'
import { withFigureLinks } from './figure-links.ts'
import { confidenceText } from './grades.ts'
import type { Moment } from './moments.ts'
import { type SummaryText, listed, paragraph, say, unended } from './parts.ts'

/** Pieces of evidence that the paragraph tells beside the story. */
const toldFor = 2
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

/** A statement that leads to its metric, and since when it holds where that is not since the cause began. */
function evidenceText({ text, metric, at }: Evidence, since: number, moment: Moment): SummaryText {
  const statement = { text: unended(text), ...(metric === null ? {} : { link: { metric } }) }
  return at === null || at === since ? [statement] : say`${statement}, since ${moment(at)}`
}

/** A story as a sentence of its own. */
export function storyText({ story, evidence }: Cause): SummaryText {
  return story.trim() === '' ? [] : withFigureLinks(`${unended(story)}.`, evidence)
}

/** Whether the story has said it: the statement's first figure, or who made the calls. */
function isTold(story: string, { text }: Evidence): boolean {
  const figure = /\d[\d,]*(?:\.\d+)?/.exec(text)?.[0]
  const [, maker] = /^(\S+) made \d+ % of the added/.exec(text) ?? []
  if (maker !== undefined && story.includes(maker)) return true
  return figure !== undefined && figure.length > 1 && story.includes(` ${figure} `)
}

/** What the story has not said already; where it has said everything, that. */
function forText({ evidence, story, since }: Cause, moment: Moment): SummaryText {
  const untold = evidence.filter((one) => !isTold(story, one))
  const signs = untold.length === 0 ? evidence : untold
  const told = signs.slice(0, toldFor).map((one) => evidenceText(one, since, moment))
  const rest = signs.length - told.length
  const more = rest > 0 ? `; ${String(rest)} more ${rest === 1 ? 'sign' : 'signs'}` : ''
  return told.length === 0 ? [] : say`Evidence: ${listed(told, '; ')}${more}.`
}

function missingText({ unmeasured: [first, ...others] }: Cause): string {
  if (first === undefined) return ''
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`
  return ` Not measured: ${unended(first.text)}${more}.`
}

function againstText(cause: Cause, moment: Moment): SummaryText {
  const [first, ...others] = cause.against
  const more = others.length > 0 ? `; ${String(others.length)} more` : ''
  const told =
    first === undefined
      ? 'Nothing measured speaks against it.'
      : say`Against it: ${evidenceText(first, cause.since, moment)}${more}.`
  return say`${told}${missingText(cause)}`
}

function othersText({ causes }: Incident, positions: readonly number[]): SummaryText {
  const others = positions.filter((index) => (causes[index]?.confidence ?? 0) >= leastOther)
  const texts = others.map(
    (index) => say`${titleOf(causes, index)} (${percent(causes[index]?.confidence ?? 0)})`,
  )
  return texts.length === 0 ? [] : say`Also possible: ${listed(texts)}.`
}

/** The likeliest cause and its story; empty where there is none. */
export function causeText(incident: Incident): SummaryText {
  const [position] = causePositions(incident)
  const cause = incident.causes[position ?? -1]
  if (cause === undefined || position === undefined) return []
  const sure = confidenceText(cause.confidence)
  const word = cause.confidence >= probable ? 'Probable' : 'Possible'
  return paragraph([say`${word} cause: ${titleOf(incident.causes, position)} (${sure}).`, storyText(cause)])
}

/** What speaks for the likeliest cause and against it, and what else it may be. */
export function proofText(incident: Incident, moment: Moment): SummaryText {
  const [position, ...others] = causePositions(incident)
  const cause = incident.causes[position ?? -1]
  if (cause === undefined) return []
  return paragraph([forText(cause, moment), againstText(cause, moment), othersText(incident, others)])
}

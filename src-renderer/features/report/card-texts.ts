// What the three cards of an incident say: cause, first symptom, impact. Pure.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { percent } from '../../../src-shared/figures.ts'
import { causePositions, storyText, titleOf } from '../../../src-shared/summary/cause-sentences.ts'
import { firstSymptom } from '../../../src-shared/summary/first-symptom.ts'
import { confidenceText } from '../../../src-shared/summary/grades.ts'
import { besideNormal, hasFallen, moveText, spokenMetric } from '../../../src-shared/summary/heights.ts'
import { impactOf } from '../../../src-shared/summary/impact.ts'
import type { Moment } from '../../../src-shared/summary/moments.ts'
import { type SummaryText, joined, listed, say } from '../../../src-shared/summary/parts.ts'
import { formatDuration } from '../../../src-shared/time.ts'

export interface CardText {
  readonly title: string
  readonly lead: SummaryText
  /** How sure, since when. */
  readonly grade: SummaryText
  readonly details: readonly SummaryText[]
}

/** How many statements speak for and against it: `4 signs for, 0 against, 1 not measured`. */
export function signsText({ evidence, against, unmeasured }: Incident['causes'][number]): string {
  const missing = unmeasured.length === 0 ? '' : `, ${String(unmeasured.length)} not measured`
  return `${String(evidence.length)} ${evidence.length === 1 ? 'sign' : 'signs'} for, ${String(against.length)} against${missing}`
}

const some = (text: SummaryText): SummaryText[] => (text.length === 0 ? [] : [text])

/** The likeliest cause, how sure, what speaks for it; that none is known where none is. */
export function causeCard(incident: Incident, moment: Moment): CardText {
  const { causes } = incident
  const [position, ...others] = causePositions(incident)
  const cause = causes[position ?? -1]
  if (cause === undefined || position === undefined)
    return {
      title: 'Cause',
      lead: say`No known cause fits`,
      grade: [],
      details: [
        say`No rule has enough evidence. The metrics below show what moved, the first symptom where to begin.`,
      ],
    }
  const rest = others.map(
    (index) => say`${titleOf(causes, index)} (${percent(causes[index]?.confidence ?? 0)})`,
  )
  return {
    title: cause.confidence >= 0.5 ? 'Probable cause' : 'Possible cause',
    lead: titleOf(causes, position),
    grade: say`${confidenceText(cause.confidence)}; since ${moment(cause.since)}; ${signsText(cause)}`,
    details: [...some(storyText(cause)), ...(rest.length === 0 ? [] : [say`Less likely: ${listed(rest)}.`])],
  }
}

/** What was seen first, and how far it went. */
export function symptomCard(incident: Incident, moment: Moment): CardText {
  const title = 'First symptom'
  const first = firstSymptom(incident)
  if (first === undefined) return { title, lead: say`None was seen`, grade: [], details: [] }
  const found = incident.causes[first.cause ?? -1]
  const share = incident.metrics.find(({ metric }) => metric === first.metric)
  const moved = share === undefined ? [] : [say`${spokenMetric(share.metric)} ${moveText(share, moment)}.`]
  return {
    title,
    lead:
      first.cause === null
        ? first.metric === null
          ? say`None was seen`
          : [spokenMetric(first.metric)]
        : titleOf(incident.causes, first.cause),
    grade: first.isPeak ? say`peak at ${moment(first.at)}` : say`since ${moment(first.at)}`,
    details: found === undefined ? moved : some(storyText(found)),
  }
}

/** What clients had of it, and for how long. */
export function impactCard(incident: Incident): CardText {
  const { causes, metrics, isMeasured } = impactOf(incident)
  const [position] = causes
  const { start, end } = incident
  const common = { title: 'Impact', grade: say`for ${formatDuration(end - start)}` }
  if (position !== undefined)
    return {
      ...common,
      lead: joined(listed(causes.map((index) => titleOf(incident.causes, index)))),
      details: causes.flatMap((index) => {
        const found = incident.causes[index]
        return found === undefined ? [] : some(storyText(found))
      }),
    }
  const moved = metrics.map(
    (share) =>
      say`${spokenMetric(share.metric)} ${hasFallen(share) ? 'fell' : 'rose'} to ${besideNormal(share)}.`,
  )
  const calm = isMeasured ? 'Clients waited no longer than usual' : 'Not measured'
  const lead =
    metrics.length === 0
      ? calm
      : metrics.some((share) => !hasFallen(share))
        ? 'Calls waited longer than usual'
        : 'Fewer calls were served'
  return { ...common, lead: say`${lead}`, details: moved }
}

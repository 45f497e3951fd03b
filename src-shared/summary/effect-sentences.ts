// Who did it, what was seen first, what clients had of it: in sentences.
import { impactWord } from '../causes.ts'
import type { Incident } from '../contract/analysis.ts'
import { causePositions, storyText, titleOf } from './cause-sentences.ts'
import { firstSymptom } from './first-symptom.ts'
import { besideNormal, hasFallen, midMetric } from './heights.ts'
import { impactOf } from './impact.ts'
import type { Moment } from './moments.ts'
import { type SummaryText, listed, paragraph, say } from './parts.ts'
import { culpritOf, operationsText, partsText, rateText } from './users.ts'

/**
 * The user and the operation behind it; without rates where the cause's own story has named the user. Of a user whom
 * the likeliest cause does not name, that he rose besides.
 */
export function userText({ users, causes }: Incident): SummaryText {
  const culprit = culpritOf(users)
  if (culprit === undefined) return []
  const { user } = culprit
  const own = users.filter((one) => one.user === user)
  const cause = causes.find(({ role }) => role === 'cause')
  const isTold = cause?.story.includes(user) ?? false
  const rate = isTold ? '' : `${rateText(culprit)}: `
  const isNamed = isTold || cause === undefined || cause.title.includes(user)
  const who = isNamed ? 'User' : 'Also up: user'
  return say`${who} ${user}, ${operationsText(own)}: ${rate === ': ' ? '' : rate}${partsText(own)}.`
}

/** What left its normal first; of metrics' peaks, which came first. */
export function symptomText(incident: Incident, moment: Moment): SummaryText {
  const first = firstSymptom(incident)
  if (first === undefined) return []
  const { cause, metric, at, isPeak } = first
  if (cause !== null) return say`First symptom: ${titleOf(incident.causes, cause)}, at ${moment(at)}.`
  if (metric === null) return []
  return isPeak
    ? say`First to peak: ${midMetric(metric)}, at ${moment(at)}.`
    : say`First symptom: ${midMetric(metric)}, beyond normal since ${moment(at)}.`
}

/** What clients and DataNodes had of it; a finding, and else nothing where the likeliest cause's story has told it. */
export function impactText(incident: Incident): SummaryText {
  const { causes, metrics, isMeasured } = impactOf(incident)
  const [position] = causes
  const found = incident.causes[position ?? -1]
  const isTold = incident.causes.find(({ role }) => role === 'cause')?.story.includes(impactWord) ?? false
  if (found !== undefined && position !== undefined)
    return paragraph([
      say`${isTold ? '' : impactWord}${titleOf(incident.causes, position)}.`,
      storyText(found),
    ])
  if (isTold) return []
  if (metrics.length > 0) {
    const texts = metrics.map(
      (share) =>
        say`${midMetric(share.metric)} ${hasFallen(share) ? 'fell' : 'rose'} to ${besideNormal(share)}`,
    )
    return say`Impact: ${listed(texts)}.`
  }
  return isMeasured
    ? say`Impact: clients waited no longer than usual, neither in the call queue nor in the handlers.`
    : []
}

/** Whether diagnosis has named a cause. */
export function hasCause(incident: Incident): boolean {
  return causePositions(incident).length > 0
}

// Who did it, what was seen first, what clients had of it: in sentences.
import type { Incident } from '../contract/analysis.ts'
import { causePositions, storyText, titleOf } from './cause-sentences.ts'
import { firstSymptom } from './first-symptom.ts'
import { besideNormal, hasFallen, midMetric } from './heights.ts'
import { impactOf } from './impact.ts'
import type { Moment } from './moments.ts'
import { type SummaryText, listed, paragraph, say } from './parts.ts'
import { culpritOf, partsText, rateText } from './users.ts'

/** The user and the operation behind it; without rates where the cause's own story has named both. */
export function userText({ users, causes }: Incident): SummaryText {
  const culprit = culpritOf(users)
  if (culprit === undefined) return []
  const { user, operation } = culprit
  const story = causes.find(({ role }) => role === 'cause')?.story ?? ''
  const rate = story.includes(user) && story.includes(operation) ? '' : `${rateText(culprit)}: `
  return say`User ${user}, operation ${operation}: ${rate === ': ' ? '' : rate}${partsText(culprit)}.`
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

/** What clients and DataNodes had of it. */
export function impactText(incident: Incident): SummaryText {
  const { causes, metrics, isMeasured } = impactOf(incident)
  const [position] = causes
  const found = incident.causes[position ?? -1]
  if (found !== undefined && position !== undefined)
    return paragraph([say`Impact: ${titleOf(incident.causes, position)}.`, storyText(found)])
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

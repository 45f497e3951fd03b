// Reports of version 1, made before there was a diagnosis: incidents by their metrics alone. They name no cause.
import type { Analysis, Incident, MetricShare } from '../contract/analysis.ts'
import { figure, percent } from '../figures.ts'
import { formatDuration } from '../time.ts'
import { leastPart } from './first-symptom.ts'
import { besideNormal, hasRisen, moveText } from './heights.ts'
import type { Moment } from './moments.ts'
import { type SummaryText, counted, listed, paragraph, say } from './parts.ts'

/** Metrics besides the leading one that the paragraph names, at most. */
const mostOthers = 3
/** Incidents that it tells of one by one. */
const told = 3

const linked = (metric: string) => ({ text: metric, link: { metric } })

function leadingText(part: MetricShare, moment: Moment): SummaryText {
  const { metric, peak, contribution } = part
  const share = `${percent(contribution)} of the score`
  if (peak === null) return say`${linked(metric)}, which had no value, makes ${share}`
  return say`${linked(metric)} ${moveText(part, moment)} (${share})`
}

/** What rose besides the leading metric. */
function othersText([, ...others]: readonly MetricShare[], moment: Moment): SummaryText {
  const risen = others.filter((part) => part.contribution >= leastPart && hasRisen(part)).slice(0, mostOthers)
  if (risen.length === 0) return say`No other metric with a notable part of the score rose above its normal.`
  const texts = risen.map((part) => {
    const when = part.peakAt === null ? [] : say` at ${moment(part.peakAt)}`
    return say`${linked(part.metric)} to ${besideNormal(part, when)}`
  })
  return say`Also up: ${listed(texts)}.`
}

function incidentText(
  { start, end, metrics }: Incident,
  rank: number,
  count: number,
  moment: Moment,
): SummaryText {
  const which = count === 1 ? 'It' : (['The worst', 'The second', 'The third'][rank] ?? 'Another')
  const length = end > start ? `lasted ${formatDuration(end - start)}` : 'lasted no longer than one row'
  const [leading] = metrics
  const story = leading === undefined ? '' : say`: ${leadingText(leading, moment)}`
  return paragraph([
    say`${which} began at ${moment(start)} and ${length}${story}.`,
    rank === 0 && leading !== undefined ? othersText(metrics, moment) : [],
  ])
}

/** How many incidents, and of the worst one which metric rose from what to what and when; two more in short. */
export function metricsOnlyText({ incidents, model, windows }: Analysis, moment: Moment): SummaryText {
  const flagged = windows.filter((window) => window.flagged).length
  const highest = figure(incidents[0]?.peak)
  const found = incidents.length === 1 ? 'One incident' : counted(incidents.length, 'incident')
  const more = incidents.length - told
  return paragraph([
    say`${found}: ${flagged.toLocaleString('en-US')} of ${counted(windows.length, 'window')} above the threshold of ${figure(model.threshold)}, the highest score ${highest}.`,
    ...incidents
      .slice(0, told)
      .map((incident, rank) => incidentText(incident, rank, incidents.length, moment)),
    more > 0 ? say`${counted(more, 'further incident')} scored lower.` : [],
  ])
}

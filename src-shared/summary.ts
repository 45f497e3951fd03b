// What an analysis found, in one paragraph of plain facts: on the screen, in HTML and in print. It names no cause. Pure.
import type { Analysis, Incident } from './contract/analysis.ts'
import { figure, metricFigure, normalText, percent } from './figures.ts'
import { formatDuration } from './time.ts'
import { clockText, dayText, timeText } from './zones.ts'

type Part = Incident['metrics'][number]
type Height = Pick<Part, 'normal' | 'peak'>

/** Metrics with less than this part of an incident's error are not worth a word. */
const leastPart = 0.05
/** Metrics besides the leading one that the paragraph names, at most. */
const mostOthers = 3
/** Incidents that it tells of one by one. */
const told = 3

/** Whether the metric went above what the baseline knew as normal, or had no value there. */
export function hasRisen({ normal, peak }: Height): boolean {
  return peak !== null && (normal === null || peak > normal[1])
}

/** How many times the upper end of its normal range a peak is; null where it did not rise or that end is 0. */
export function timesNormal({ normal, peak }: Height): number | null {
  return normal === null || peak === null || normal[1] <= 0 || peak <= normal[1] ? null : peak / normal[1]
}

/** How many times as high as the threshold a score is: `82 times`. */
export function timesText(score: number, threshold: number): string {
  return threshold > 0 ? `${figure(score / threshold)} times` : 'far above'
}

/** Writes a window's moments in a zone: without their date while the window lies within one day of it. */
export function momentOf({ window }: Pick<Analysis, 'window'>, zone: string): (time: number) => string {
  const isOneDay = dayText(window.from, zone) === dayText(window.to, zone)
  return (time) => (isOneDay ? clockText(time, zone) : timeText(time, zone))
}

type Moment = ReturnType<typeof momentOf>

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`

function leadingText(part: Part, moment: Moment): string {
  const { metric, normal, peak, peakAt, contribution } = part
  const share = `${percent(contribution)} of the error`
  if (peak === null || peakAt === null) return `${metric}, which had no value, makes ${share}`
  const reached = `${metricFigure(metric, peak)} at ${moment(peakAt)}`
  if (normal === null) return `${metric}, without a value in the baseline, reached ${reached} (${share})`
  const usual = normalText(metric, normal)
  return hasRisen(part)
    ? `${metric} rose from its normal ${usual} to ${reached} (${share})`
    : `${metric} makes ${share} without rising above its normal ${usual}: its highest value was ${reached}`
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`

/** What rose besides the leading metric. */
function othersText([, ...others]: readonly Part[], moment: Moment): string {
  const risen = others.filter((part) => part.contribution >= leastPart && hasRisen(part)).slice(0, mostOthers)
  if (risen.length === 0) return 'No other metric with a notable part of the error rose above its normal.'
  const texts = risen.map(({ metric, normal, peak, peakAt }) => {
    const range = normal === null ? 'no value in the baseline' : `normal ${normalText(metric, normal)}`
    const at = peakAt === null ? '' : ` at ${moment(peakAt)}`
    return `${metric} to ${metricFigure(metric, peak)}${at} (${range})`
  })
  return `Also up: ${listed(texts)}.`
}

function incidentText(
  { start, end, metrics }: Incident,
  rank: number,
  count: number,
  moment: Moment,
): string {
  const which = count === 1 ? 'It' : (['The worst', 'The second', 'The third'][rank] ?? 'Another')
  const length = end > start ? `lasted ${formatDuration(end - start)}` : 'lasted no longer than one row'
  const [leading] = metrics
  const story = leading === undefined ? '' : `: ${leadingText(leading, moment)}`
  const others = rank === 0 && leading !== undefined ? ` ${othersText(metrics, moment)}` : ''
  return `${which} began at ${moment(start)} and ${length}${story}.${others}`
}

function quietText({ windows, model }: Analysis, moment: Moment): string {
  const [first, ...rest] = windows
  if (first === undefined) return 'No window could be scored.'
  const highest = rest.reduce((best, window) => (window.score > best.score ? window : best), first)
  return `Nothing above the threshold of ${figure(model.threshold)}: of ${counted(windows.length, 'window')} the highest scored ${figure(highest.score)} at ${moment(highest.end)}.`
}

/**
 * How many incidents there are, and of the worst one since when, how long, which metric rose from what to what and when, and what
 * else did; two more in short. Times are in the zone (IANA name), which the caller names nearby, without their date
 * where the window lies within one day.
 */
export function analysisSummary(analysis: Analysis, zone: string): string {
  const { incidents, model, windows } = analysis
  const moment = momentOf(analysis, zone)
  const [worst] = incidents
  if (worst === undefined) return quietText(analysis, moment)
  const flagged = windows.filter((window) => window.flagged).length
  const found = `${incidents.length === 1 ? 'One incident' : counted(incidents.length, 'incident')}: ${flagged.toLocaleString('en-US')} of ${counted(windows.length, 'window')} above the threshold of ${figure(model.threshold)}, the highest score ${figure(worst.peak)}.`
  const stories = incidents
    .slice(0, told)
    .map((incident, rank) => incidentText(incident, rank, incidents.length, moment))
  const more = incidents.length - told
  const rest = more > 0 ? [`${counted(more, 'further incident')} scored lower.`] : []
  return [found, ...stories, ...rest].join(' ')
}

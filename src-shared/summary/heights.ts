// How far a metric went, beside what the baseline knew as normal.
import type { MetricShare } from '../contract/analysis.ts'
import { figure, metricFigure, metricLabel, normalText } from '../figures.ts'
import { placeOf } from '../scales.ts'
import { columnIndex, columns } from '../signals.ts'
import type { Moment } from './moments.ts'
import { type SummaryPart, type SummaryText, say } from './parts.ts'

type Height = Pick<MetricShare, 'normal' | 'peak' | 'fell'>

/** Whether the metric went above what the baseline knew as normal, or had no value there. */
export function hasRisen({ normal, peak, fell }: Height): boolean {
  return !fell && peak !== null && (normal === null || peak > normal[1])
}

/** Whether it is too low. */
export function hasFallen({ peak, fell }: Height): boolean {
  return fell && peak !== null
}

/**
 * How many times the upper end of its normal range a peak is; of one that fell, how many times the lower end. Null where
 * it did neither or that end is 0.
 */
export function timesNormal({ normal, peak, fell }: Height): number | null {
  if (normal === null || peak === null) return null
  const end = fell ? normal[0] : normal[1]
  const isBeyond = fell ? peak < end : peak > end
  return end > 0 && isBeyond ? peak / end : null
}

/** How many times as high as the threshold a score is: `82 times`. */
export function timesText(score: number, threshold: number): string {
  return threshold > 0 ? `${figure(score / threshold)} times` : 'far above'
}

/** Whether it moved so far beyond normal that somebody would notice: a step of the common scale. */
export function hasMoved(share: MetricShare): boolean {
  const { metric, normal, peak } = share
  if (normal === null || peak === null) return hasRisen(share)
  const beyond = share.fell
    ? placeOf(metric, normal[0]) - placeOf(metric, peak)
    : placeOf(metric, peak) - placeOf(metric, normal[1])
  return beyond >= 1
}

/** A metric as a sentence calls it, leading to its row: `Get listing time`. */
export function spokenMetric(id: string): SummaryPart {
  const label = metricLabel(id)
  const isTime = columns[columnIndex.get(id) ?? -1]?.kind === 'mean' && !/\b(time|wait)\b/i.test(label)
  return { text: isTime ? `${label} time` : label, link: { metric: id } }
}

/** The same in the midst of a sentence: `get listing time`, `RPC calls`. */
export function midMetric(id: string): SummaryPart {
  const part = spokenMetric(id)
  return { ...part, text: part.text.replace(/^[A-Z](?=[a-z]+\b)/, (first) => first.toLowerCase()) }
}

const figureOf = ({ metric, peak }: MetricShare): SummaryPart => ({
  text: metricFigure(metric, peak),
  link: { metric },
})

/** `rose from its normal 0 to 2 ms to 48.2 ms at 16:07:09`; of one that did not move, what it is. */
export function moveText(share: MetricShare, moment: Moment): SummaryText {
  const { metric, normal, peak, peakAt } = share
  if (peak === null || peakAt === null) return say`had no value`
  const reached = say`${figureOf(share)} at ${moment(peakAt)}`
  if (normal === null) return say`reached ${reached}, without a value in the baseline`
  const usual = normalText(metric, normal)
  if (hasFallen(share)) return say`fell from its normal ${usual} to ${reached}`
  return hasRisen(share)
    ? say`rose from its normal ${usual} to ${reached}`
    : say`stayed within its normal ${usual}: ${reached} at most`
}

/** `48.2 ms (normal 0 to 2 ms)`; with words for when it was so high behind the figure. */
export function besideNormal(share: MetricShare, when: SummaryText = []): SummaryText {
  const usual = normalText(share.metric, share.normal)
  return say`${figureOf(share)}${when} (${share.normal === null ? usual : `normal ${usual}`})`
}

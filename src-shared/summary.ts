// What an analysis found, as somebody reads it aloud: on the screen, in HTML, in print, in the terminal. Composed from findings. Pure.
import type { Analysis } from './contract/analysis.ts'
import { otherText, worstText } from './summary/incident-sentences.ts'
import { linkedMoments } from './summary/moments.ts'
import { type SummaryText, counted, plainText, say } from './summary/parts.ts'
import { quietText } from './summary/quiet-sentences.ts'
import { metricsOnlyText } from './summary/version-1.ts'

/** Incidents besides the worst that get a sentence each. */
const mostOthers = 9

/**
 * The opening of a report in paragraphs, one at least: the worst incident (since when, cause with evidence for and against,
 * user and operation, first symptom, impact, the remedy, what to check next); each other incident in a sentence. Times are
 * in the zone (IANA name), which the caller names nearby, without their date where the window lies within one day.
 */
export function summaryParagraphs(analysis: Analysis, zone: string): readonly SummaryText[] {
  const moment = linkedMoments(analysis, zone)
  const { incidents, version } = analysis
  const [worst, ...others] = incidents
  if (worst === undefined) return [quietText(analysis, moment)]
  if (version === 1) return [metricsOnlyText(analysis, moment)]
  const more = others.length - mostOthers
  const rest =
    more > 0 ? say`${counted(more, 'further incident')} ${more === 1 ? 'was' : 'were'} less severe.` : []
  return [
    worstText(analysis, worst, moment),
    ...others.slice(0, mostOthers).map((_, index) => otherText(analysis, index + 1, moment)),
    rest,
  ].filter((text) => text.length > 0)
}

/** The same as plain text. */
export function analysisSummary(analysis: Analysis, zone: string): string {
  return summaryParagraphs(analysis, zone).map(plainText).join(' ')
}

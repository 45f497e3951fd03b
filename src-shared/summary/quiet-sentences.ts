// What is said where nothing was found.
import type { Analysis } from '../contract/analysis.ts'
import { figure } from '../figures.ts'
import type { Moment } from './moments.ts'
import { type SummaryText, counted, paragraph, say, unended } from './parts.ts'

/** That no window is above the threshold, which one came closest, and what the NameNode was besides its usual service. */
export function quietText({ windows, model, states }: Analysis, moment: Moment): SummaryText {
  const [first, ...rest] = windows
  if (first === undefined) return say`No window could be scored.`
  const highest = rest.reduce((best, window) => (window.score > best.score ? window : best), first)
  return paragraph([
    say`Nothing above the threshold of ${figure(model.threshold)}: of ${counted(windows.length, 'window')} the highest scored ${figure(highest.score)} at ${moment(highest.end)}.`,
    ...states.map(({ from, text }) => say`Since ${moment(from)}: ${unended(text)}.`),
  ])
}

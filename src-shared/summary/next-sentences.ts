// What to do: the first command and the remedy of the likeliest cause.
import type { Incident, Remedy } from '../contract/analysis.ts'
import { causePositions } from './cause-sentences.ts'
import { type SummaryText, paragraph, say, unended } from './parts.ts'
import { valuesText } from './remedies.ts'

function remedyText(remedy: Remedy): SummaryText {
  const { text, key } = remedy
  if (key === null) return say`${unended(text)}`
  const name = { text: key, isCode: true } as const
  const values = valuesText(remedy)
  return text.includes(key) ? say`${unended(text)} (${values})` : say`${unended(text)} (${name}: ${values})`
}

/** The first remedy of the likeliest cause and the next check; empty where there is none. */
export function nextText(incident: Incident): SummaryText {
  const cause = incident.causes[causePositions(incident)[0] ?? -1]
  if (cause === undefined) return []
  const [check] = cause.checks
  const [remedy] = cause.remedies
  return paragraph([
    remedy === undefined ? [] : say`Remedy: ${remedyText(remedy)}.`,
    check === undefined ? [] : say`Check next: ${{ text: check, isCode: true }}`,
  ])
}

// An incident in a line: its likeliest cause, or else what moved most. Pure.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { metricFigure, normalText } from '../../../src-shared/figures.ts'
import { causePositions } from '../../../src-shared/summary/cause-sentences.ts'
import { hasFallen, hasRisen, spokenMetric } from '../../../src-shared/summary/heights.ts'
import { culpritOf } from '../../../src-shared/summary/users.ts'

/** What heads say of an incident. */
export interface IncidentWords {
  /** Id of the likeliest cause; null where no rule speaks. */
  readonly cause: string | null
  readonly title: string
  /** Who rose most, where somebody stands out. */
  readonly user: string | null
}

/** `Call queue length rose to 120 (normal 0 to 2)`. */
function movedText({ metrics: [leading] }: Incident): string {
  if (leading === undefined) return 'Unusual metrics'
  const { metric, normal, peak } = leading
  const name = spokenMetric(metric).text
  if (!hasRisen(leading) && !hasFallen(leading)) return `${name} is unusual`
  const usual = normal === null ? '' : ` (normal ${normalText(metric, normal)})`
  return `${name} ${hasFallen(leading) ? 'fell' : 'rose'} to ${metricFigure(metric, peak)}${usual}`
}

/** What to call an incident. */
export function wordsOf(incident: Incident): IncidentWords {
  const cause = incident.causes[causePositions(incident)[0] ?? -1]
  return {
    cause: cause?.id ?? null,
    title: cause?.title ?? movedText(incident),
    user: culpritOf(incident.users)?.user ?? null,
  }
}

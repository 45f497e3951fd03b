// What a report on scored windows would find at a threshold, and what others would. Pure.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import type { Preview } from '../../../src-shared/contract/reports.ts'
import { type Scored, countIncidents, incidentsOf } from '../diagnosis/incidents.ts'
import type { ScoredRows } from './score.ts'

/** Other thresholds that are tried, as multiples of the applied one. */
const multiples = [0.5, 0.7, 1.4, 2, 3, 4]
/** Incidents shown, and metrics of each. */
const shown = 5

function flaggedIn({ scores, threshold }: Scored): number {
  return scores.reduce((count, score) => (score > threshold ? count + 1 : count), 0)
}

/** Thresholds as people would type them: two significant digits. None around 0. */
function thresholdsAround(threshold: number): number[] {
  return [...new Set(multiples.map((multiple) => Number((threshold * multiple).toPrecision(2))))].filter(
    (one) => one > 0,
  )
}

const leadingOnly = (incident: Incident): Incident => ({
  ...incident,
  metrics: incident.metrics.slice(0, shown),
})

/** The figures that a report on the same windows of so many rows at the same threshold has. */
export function previewOf(
  windows: ScoredRows,
  rows: number,
  threshold: number,
): Pick<Preview, 'threshold' | 'rows' | 'windows' | 'flagged' | 'incidentCount' | 'incidents' | 'effects'> {
  const scored = { ...windows, threshold }
  const incidents = incidentsOf(scored)
  return {
    threshold,
    rows,
    windows: windows.scores.length,
    flagged: flaggedIn(scored),
    incidentCount: incidents.length,
    incidents: incidents.slice(0, shown).map(leadingOnly),
    effects: thresholdsAround(threshold).map((other) => {
      const at = { ...windows, threshold: other }
      return { threshold: other, flagged: flaggedIn(at), incidents: countIncidents(at) }
    }),
  }
}

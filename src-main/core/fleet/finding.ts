// What a fleet keeps of an analysis: figures of a line of its table. Pure.
import type { Analysis, Incident } from '../../../src-shared/contract/analysis.ts'
import type { FleetFinding } from '../../../src-shared/contract/fleets.ts'
import { wordsOf } from '../monitoring/incident-title.ts'

function worstOf(incident: Incident): NonNullable<FleetFinding['worst']> {
  const { start, end, metrics } = incident
  return { start, end, leading: metrics[0]?.metric ?? null, ...wordsOf(incident) }
}

/** The line of an analysis whose model learned rows of a state; its incidents come the most severe first. */
export function findingOf(analysis: Analysis, haState: string | null): FleetFinding {
  const { incidents, windows, model, rows } = analysis
  const [worst] = incidents
  return {
    severity: worst === undefined ? (model.profile === 'original' ? null : 0) : worst.severity,
    incidents: incidents.length,
    worst: worst === undefined ? null : worstOf(worst),
    peak: windows.reduce((highest, { score }) => Math.max(highest, score), 0),
    threshold: model.threshold,
    windows: windows.length,
    flagged: windows.filter(({ flagged }) => flagged).length,
    rows,
    baselineRows: model.rows,
    haState,
  }
}

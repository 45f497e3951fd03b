// Incidents → who and why: the facts of each out of the store, what the rules make of them, what other detectors say.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { columns } from '../../../src-shared/signals.ts'
import { usualOf } from '../detection/usual.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import { type BaselineLevel, factsOf } from '../diagnosis/facts-of.ts'
import type { BaselineWitness } from '../diagnosis/witness.ts'
import { columnValues } from '../etl/features.ts'
import type { AuditCalls } from '../evidence/audit-calls.ts'
import { readConfiguration } from '../evidence/configuration.ts'
import { readLogs, usualCalls } from '../evidence/logs.ts'
import type { FullRows } from '../etl/rows.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { ModelFacts } from '../model/model-facts.ts'
import { rowsInWindows } from '../model/windows-view.ts'
import { type ValuedRows, rowsAround, withOpinions } from '../opinions/second-opinions.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { readHistory } from '../store/history.ts'
import { listNodes } from '../store/sources.ts'
import { baselineWitness, incidentWitness } from '../evidence/witness.ts'

/** Incidents that are explained, the most severe: about 0.1 s each. */
const explained = 30
/** Rows before an incident that are looked at for where things began. */
const rowsBefore = 60
/** Rows of the baseline that other detectors learn, its last: seconds of work. */
const mostLearned = 10_000
/** False alarms in 10,000 rows that other detectors may make, where the model's threshold is none of a budget. */
const usualFalseAlarms = 1

/** Where to look. */
export interface Place {
  readonly db: ReadableDatabase
  readonly sourceId: number
  readonly nodeId: number
  /** The analysed window's rows. */
  readonly rows: FullRows
}

const valued = (rows: FullRows): ValuedRows => ({ ...rows, values: columnValues(rows) })

/** The baseline as the model keeps it, else (profile original, models before format 3) out of its rows, where they still are. */
function levelsOf(
  baseline: ValuedRows,
  { baseline: kept, architecture }: ModelFacts,
): readonly BaselineLevel[] {
  if (kept.length === columns.length) return kept
  const length = architecture.sequenceLength
  return usualOf(baseline.values, rowsInWindows(windowStarts(baseline, length), length))
}

/** An incident with who and why. */
function explainedBy(
  { db, sourceId, nodeId }: Place,
  rows: ValuedRows,
  baseline: {
    readonly levels: readonly BaselineLevel[]
    readonly witness: BaselineWitness
    readonly calls: AuditCalls
  },
  incident: Incident,
): Incident {
  const range = { from: incident.start, to: incident.end }
  const facts = factsOf({
    columns: rowsAround(rows, range, rowsBefore),
    baseline: baseline.levels,
    incident,
    witness: { documents: incidentWitness(db, nodeId, range), baseline: baseline.witness },
    configuration: readConfiguration(db, sourceId, nodeId, incident.start),
    logs: readLogs(db, { source: sourceId, node: nodeId }, range, baseline.calls),
  })
  return { ...incident, users: [...facts.who.users], causes: diagnose(facts) }
}

/** The incidents with who, why and second opinions, in their order. Throws BROKEN where the database is damaged. */
export function explainIncidents(
  place: Place,
  facts: ModelFacts,
  incidents: readonly Incident[],
): Incident[] {
  if (incidents.length === 0) return []
  const { db, sourceId, nodeId } = place
  const { ranges, node } = facts.trainedOn
  const length = facts.architecture.sequenceLength
  // After a failover the analysed node is not the one that served in the baseline.
  const baselineNode = listNodes(db, sourceId).find(({ name }) => name === node)?.id ?? nodeId
  const baseline = valued(readHistory(db, baselineNode, ranges))
  const usual = {
    levels: levelsOf(baseline, facts),
    witness: facts.witness ?? baselineWitness(db, baselineNode, ranges),
    calls: usualCalls(db, { source: sourceId, node: baselineNode }, ranges),
  }
  const rows = valued(place.rows)
  const known = incidents.map((incident, rank) =>
    rank < explained ? explainedBy(place, rows, usual, incident) : incident,
  )
  const learned = {
    times: baseline.times.slice(-mostLearned),
    breaks: baseline.breaks.slice(-mostLearned),
    values: baseline.values.slice(-mostLearned * columns.length),
  }
  const falseAlarms = facts.threshold.falseAlarms ?? usualFalseAlarms
  return withOpinions(learned, rows, known, { length, falseAlarms })
}

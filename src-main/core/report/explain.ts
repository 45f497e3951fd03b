// Incidents → who and why: the facts of each out of the store, what the rules make of them, what other detectors say.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { usualOf } from '../detection/usual.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import { type BaselineLevel, factsOf } from '../diagnosis/facts-of.ts'
import type { BaselineWitness } from '../diagnosis/witness.ts'
import { columnValues } from '../etl/features.ts'
import { readConfiguration } from '../evidence/configuration.ts'
import { readLogs } from '../evidence/logs.ts'
import type { FullRows } from '../etl/rows.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { ModelFacts } from '../model/model-facts.ts'
import { rowsInWindows } from '../model/windows-view.ts'
import { type ValuedRows, withOpinions } from '../opinions/second-opinions.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { readHistory } from '../store/history.ts'
import { baselineWitness, incidentWitness } from './witness.ts'

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

/** The rows of a stretch with some before it. */
function columnsAround({ times, values }: ValuedRows, { from, to }: TimeRange) {
  const first = times.findIndex((time) => time >= from)
  const end = times.findLastIndex((time) => time <= to) + 1
  const start = Math.max(0, first - rowsBefore)
  return {
    times: times.slice(start, end),
    values: values.slice(start * columns.length, end * columns.length),
  }
}

/** An incident with who and why. */
function explainedBy(
  { db, sourceId, nodeId }: Place,
  rows: ValuedRows,
  baseline: {
    readonly levels: readonly BaselineLevel[]
    readonly witness: BaselineWitness
    readonly ranges: readonly TimeRange[]
  },
  incident: Incident,
): Incident {
  const range = { from: incident.start, to: incident.end }
  const facts = factsOf({
    columns: columnsAround(rows, range),
    baseline: baseline.levels,
    incident,
    witness: { documents: incidentWitness(db, nodeId, range), baseline: baseline.witness },
    configuration: readConfiguration(db, sourceId, nodeId, incident.start),
    logs: readLogs(db, { source: sourceId, node: nodeId }, range, baseline.ranges),
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
  const { db, nodeId } = place
  const { ranges } = facts.trainedOn
  const length = facts.architecture.sequenceLength
  const baseline = valued(readHistory(db, nodeId, ranges))
  const usual = {
    levels: levelsOf(baseline, facts),
    witness: facts.witness ?? baselineWitness(db, nodeId, ranges),
    ranges,
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

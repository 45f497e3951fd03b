// Incidents → who and why: the facts of each out of the store, what the rules make of them, what other detectors say.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { columns } from '../../../src-shared/signals.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import { usualOf } from '../detection/usual.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import { type BaselineLevel, factsOf } from '../diagnosis/facts-of.ts'
import { namedIn } from '../diagnosis/named.ts'
import type { BaselineWitness } from '../diagnosis/witness.ts'
import { columnValues } from '../etl/features.ts'
import type { AuditCalls } from '../evidence/audit-calls.ts'
import { readConfiguration } from '../evidence/configuration.ts'
import { readLogs, usualCalls } from '../evidence/logs.ts'
import type { FullRows } from '../etl/rows.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { ModelFacts } from '../model/model-facts.ts'
import { rowsInWindows } from '../model/windows-view.ts'
import {
  type Judges,
  type ValuedRows,
  judgesOf,
  rowsAround,
  withOpinions,
} from '../opinions/second-opinions.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { readHistory } from '../store/history.ts'
import { samplesBack } from '../store/samples.ts'
import { listNodes } from '../store/sources.ts'
import { extentBetween } from '../store/timeline.ts'
import { baselineWitness, incidentWitness } from '../evidence/witness.ts'

/** Incidents that are explained, the most severe: about 0.1 s each. */
const mostExplained = 30
/** Rows before an incident that are looked at for where things began. */
export const rowsBefore = 60
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

/** The end of the ranges (in any order) with so many rows at least, where there are as many. */
function latestOf(
  db: ReadableDatabase,
  nodeId: number,
  ranges: readonly TimeRange[],
  rows: number,
): TimeRange[] {
  const kept: TimeRange[] = []
  let wanted = rows
  for (const { from, to } of ranges.toSorted((left, right) => right.to - left.to)) {
    if (wanted <= 0) break
    kept.push({ from: Math.max(from, samplesBack(db, nodeId, to + 1, wanted)), to })
    wanted -= extentBetween(db, nodeId, from, to).rows
  }
  return kept
}

/** The baseline as the model keeps it, else (profile original, models before format 3) out of its rows, where they still are. */
function levelsOf(
  baseline: ValuedRows,
  { baseline: kept, architecture }: ModelFacts,
): readonly BaselineLevel[] {
  if (kept.length === columns.length) return kept
  const length = architecture.sequenceLength
  return usualOf(baseline.values, rowsInWindows(windowStarts(baseline, length), length))
}

/** What incidents are held against: a model's baseline, as far as it is known. */
export interface KnownBaseline {
  readonly levels: readonly BaselineLevel[]
  readonly witness: BaselineWitness
  readonly calls: AuditCalls
  readonly judges: Judges
}

/**
 * Gathers what is known of a model's baseline, for incidents of a node. Seconds of work, the same for all of them. Throws
 * BROKEN where the database is damaged.
 */
export function knownBaseline(
  { db, sourceId, nodeId }: Omit<Place, 'rows'>,
  facts: ModelFacts,
): KnownBaseline {
  const { ranges, node } = facts.trainedOn
  const length = facts.architecture.sequenceLength
  // After a failover the analysed node is not the one that served in the baseline.
  const baselineNode = listNodes(db, sourceId).find(({ name }) => name === node)?.id ?? nodeId
  // Levels that are not kept need all rows: those of older models and of the profile original, whose baselines are short.
  const isKept = facts.baseline.length === columns.length
  const read = isKept ? latestOf(db, baselineNode, ranges, mostLearned) : ranges
  const baseline = valued(readHistory(db, baselineNode, read, facts.haState ?? undefined))
  const learned = {
    times: baseline.times.slice(-mostLearned),
    breaks: baseline.breaks.slice(-mostLearned),
    values: baseline.values.slice(-mostLearned * columns.length),
  }
  return {
    levels: levelsOf(baseline, facts),
    witness: facts.witness ?? baselineWitness(db, baselineNode, ranges),
    calls: usualCalls(db, { source: sourceId, node: baselineNode }, ranges),
    judges: judgesOf(learned, { length, falseAlarms: facts.threshold.falseAlarms ?? usualFalseAlarms }),
  }
}

/** An incident with who and why. */
function explainedBy(
  { db, sourceId, nodeId }: Place,
  rows: ValuedRows,
  baseline: KnownBaseline,
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
  const causes = diagnose(facts)
  const named = namedIn(facts, causes)
  return {
    ...incident,
    users: [...facts.who.users],
    causes,
    ...(named === undefined ? {} : { named }),
  }
}

/**
 * The incidents with who, why and second opinions, in their order. `baseline` is asked for only where there are any.
 * Throws BROKEN where the database is damaged.
 */
export function explainIncidents(
  place: Place,
  facts: ModelFacts,
  incidents: readonly Incident[],
  baseline: () => KnownBaseline = () => knownBaseline(place, facts),
): Incident[] {
  if (incidents.length === 0) return []
  const known = baseline()
  const rows = valued(place.rows)
  const explained = incidents.map((incident, rank) =>
    rank < mostExplained ? explainedBy(place, rows, known, incident) : incident,
  )
  return withOpinions(known.judges, rows, explained, facts.architecture.sequenceLength)
}

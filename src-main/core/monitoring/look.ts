// One look at a stretch: its windows scored, incidents that begin or go on found and explained.
import type { Incident } from '../../../src-shared/contract/analysis.ts'
import { reach } from '../detection/recent.ts'
import { type Run, type Scored, incidentOf, isFlagged, metricShares, runsOf } from '../diagnosis/incidents.ts'
import { windowStarts } from '../etl/sequences.ts'
import type { TrainedModel } from '../model/model-file.ts'
import { type KnownBaseline, explainIncidents } from '../report/explain.ts'
import { scoreWindows } from '../report/score.ts'
import type { ReadableDatabase } from '../store/database.ts'
import type { IncidentWindow } from '../store/incidents.ts'
import { type Stretch, type StretchRows, readStretch } from './stretch.ts'

/** An incident that began, or went on. */
export interface FoundIncident {
  /** Whether it is the known one. */
  readonly continues: boolean
  readonly isOver: boolean
  /** Its flagged windows; of the known one those that are new. */
  readonly windows: readonly IncidentWindow[]
  readonly incident: Incident
  /** Whether `incident` says what is to be known of it; else only when it was, and how high it went. */
  readonly tells: boolean
}

export interface Look {
  readonly scoredTo: number
  /** Of the last window; null where none came. */
  readonly score: number | null
  /** See Stretch. */
  readonly runFrom: number | null
  /** In the order of time; the known one only where it went on. */
  readonly found: readonly FoundIncident[]
  /** Whether the known incident is over. */
  readonly isKnownOver: boolean
  /** Whether there are more rows to look at. */
  readonly hasMore: boolean
  /** Whether what is over is so for want of rows alone. */
  readonly isSilent: boolean
}

interface Judged {
  readonly scored: Scored
  /** Time of each window's last row. */
  readonly ends: Float64Array
}

/** Scores the windows that end at `from` or later; undefined without any. */
async function judge(model: TrainedModel, { rows, from }: StretchRows): Promise<Judged | undefined> {
  const length = model.facts.architecture.sequenceLength
  const starts = windowStarts(rows, length)
  const endOf = (start: number): number => rows.times[start + length - 1] ?? Number.NaN
  const first = starts.findIndex((start) => endOf(start) >= from)
  if (first === -1) return undefined
  // Where the first one is flagged, its incident may begin in the rows that the windows before it speak of.
  const own = starts.slice(Math.max(0, first - reach + 1))
  const windows = await scoreWindows(model, rows, own)
  return {
    scored: { ...windows, threshold: model.facts.threshold.value },
    ends: Float64Array.from(own, endOf),
  }
}

/** Up to where was looked: rows that are too few yet are looked at again, but never in place of more. */
const lookedTo = ({ scoredTo }: Stretch, { hasMore, to }: StretchRows, last: number): number =>
  Math.max(scoredTo, hasMore ? to : last)

/** The look at rows that hold no window: they are broken, or too few yet. */
function nothingSeen(stretch: Stretch, read: StretchRows): Look {
  return {
    scoredTo: lookedTo(stretch, read, stretch.scoredTo),
    score: null,
    runFrom: null,
    found: [],
    isKnownOver: read.isSilent || read.last > (stretch.known?.last ?? 0),
    hasMore: read.hasMore,
    isSilent: read.isSilent && read.last <= (stretch.known?.last ?? 0),
  }
}

interface Piece {
  readonly run: Run
  /** Those of the run that this model flags. */
  readonly windows: readonly number[]
  readonly continues: boolean
  readonly incident: Incident
}

/** Runs that make an incident, or go on with the known one beyond what was known. */
function piecesOf(
  { scored, ends }: Judged,
  runs: readonly Run[],
  stretch: Stretch,
  carried: number,
): Piece[] {
  return runs.flatMap((run) => {
    const continues = run.windows.includes(carried)
    const windows = run.windows.filter((window) => isFlagged(scored, window))
    const isNew = continues
      ? (ends[windows.at(-1) ?? -1] ?? 0) > (stretch.known?.last ?? 0)
      : windows.length >= scored.persistence
    return isNew ? [{ run, windows, continues, incident: incidentOf(scored, windows) }] : []
  })
}

function windowsOf({ scored, ends }: Judged, { windows, continues }: Piece, known: number): IncidentWindow[] {
  return windows
    .filter((window) => !continues || (ends[window] ?? 0) > known)
    .map((window) => ({
      time: ends[window] ?? Number.NaN,
      score: scored.scores[window] ?? Number.NaN,
      topMetric: metricShares(scored, [window])[0]?.metric ?? '',
    }))
}

/**
 * Looks at the next rows of a node in a state, 1,000 at most. `baseline` is asked for only where there is something to
 * explain. Throws as scoreWindows, and BROKEN.
 */
export async function lookAt(
  db: ReadableDatabase,
  model: TrainedModel,
  stretch: Stretch,
  baseline: () => KnownBaseline,
): Promise<Look> {
  const { facts } = model
  const read = readStretch(db, stretch, facts.architecture.sequenceLength)
  const judged = await judge(model, read)
  if (judged === undefined) return nothingSeen(stretch, read)
  const { scored, ends } = judged
  const { known } = stretch
  const carried = known === null ? -1 : ends.findLastIndex((end) => end <= known.last)
  const runs = runsOf(scored, carried).filter(({ windows }) => (ends[windows.at(-1) ?? -1] ?? 0) >= read.from)
  // A window ends at each row but the first ones of a sequence: a row after the last window is of another sequence.
  const isBroken = read.last > (ends.at(-1) ?? 0)
  const open = isBroken ? undefined : runs.find(({ isOver }) => !isOver)
  const pieces = piecesOf(judged, runs, stretch, carried)
  // What is kept of an incident too long to be judged again stays, as long as nothing worse comes.
  const told = pieces.filter(
    ({ continues, incident }) => !continues || read.isWhole || incident.peak > (known?.peak ?? 0),
  )
  const explained = explainIncidents(
    { db, sourceId: stretch.sourceId, nodeId: stretch.nodeId, rows: read.rows },
    facts,
    told.map(({ incident }) => incident),
    baseline,
  )
  const isKnownOpen = open?.windows.includes(carried) === true
  return {
    scoredTo: lookedTo(stretch, read, ends.at(-1) ?? 0),
    score: scored.scores.at(-1) ?? null,
    runFrom: runFromOf(stretch, open === undefined ? undefined : ends[open.windows[0] ?? -1], isKnownOpen),
    found: pieces.map((piece) => ({
      continues: piece.continues,
      isOver: piece.run !== open || read.isSilent,
      windows: windowsOf(judged, piece, known?.last ?? 0),
      incident: explained[told.indexOf(piece)] ?? piece.incident,
      tells: told.includes(piece),
    })),
    isKnownOver: read.isSilent || !isKnownOpen,
    hasMore: read.hasMore,
    isSilent: read.isSilent && open !== undefined,
  }
}

/** An incident too long to be judged again keeps its beginning. */
function runFromOf({ runFrom }: Stretch, seen: number | undefined, isKnown: boolean): number | null {
  if (seen === undefined) return null
  return isKnown && runFrom !== null ? Math.min(runFrom, seen) : seen
}

// What has come of a node in a state since it was looked at last: which rows to judge, and whether it goes on.
import { reach } from '../detection/recent.ts'
import type { HaState } from '../etl/identity.ts'
import type { FullRows } from '../etl/rows.ts'
import { rowsBefore } from '../report/explain.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { ofState } from '../store/history.ts'
import { lastSampleTime, readFullRows, samplesBack } from '../store/samples.ts'
import { rowsOn } from '../store/scored.ts'
import { extentBetween } from '../store/timeline.ts'

/** Where to look on. Times are epoch ms; a window's is that of its last row. */
export interface Stretch {
  readonly sourceId: number
  readonly nodeId: number
  readonly haState: string
  /** Rows after it are new. */
  readonly scoredTo: number
  /** First of the flagged windows that may go on, as the same model flagged them; null where none may. */
  readonly runFrom: number | null
  /** The incident that may go on: its first and last flagged window, its highest score. */
  readonly known: { readonly first: number; readonly last: number; readonly peak: number } | null
  /** Rows up to here are there. */
  readonly now: number
}

/** The rows of a stretch. */
export interface StretchRows {
  /** Those of the state, some before the first window that is judged among them. */
  readonly rows: FullRows
  /** The first window that is judged ends here or later. */
  readonly from: number
  /** Whether all of what may go on is judged again. */
  readonly isWhole: boolean
  /** Time of the last row in any state. */
  readonly last: number
  /** The last one that this look takes. */
  readonly to: number
  /** Whether there are more rows to look at. */
  readonly hasMore: boolean
  /** Whether nothing has come for so long that nobody knows what became of what was going on. */
  readonly isSilent: boolean
}

/** New rows that one look takes, and rows that are judged again so that a long incident is judged as one. */
const most = { rows: 1000, again: 2000 }

/**
 * Silence after which an incident does not stay open, ms. Not sooner: a NameNode that died of it is silent, too, as is one whose rows
 * wait for the end of an import.
 */
const silence = 24 * 3_600_000

function isSilent(db: ReadableDatabase, { nodeId, now }: Stretch): boolean {
  const last = lastSampleTime(db, nodeId, now)
  return last === undefined || now - last > silence
}

/** Where to begin so that what may go on is judged whole, or at least goes on where it was known last. */
function beginningOf(
  db: ReadableDatabase,
  { nodeId, scoredTo, runFrom, known }: Stretch,
  to: number,
): { readonly from: number; readonly isWhole: boolean } {
  const fits = (from: number): boolean => extentBetween(db, nodeId, from, to).rows <= most.again
  if (runFrom !== null && fits(runFrom)) {
    return { from: runFrom, isWhole: known === null || runFrom <= known.first }
  }
  if (known !== null && fits(known.last)) return { from: known.last, isWhole: false }
  return { from: scoredTo + 1, isWhole: false }
}

/** Reads the next rows, 1,000 new ones at most; `length`: rows per window. */
export function readStretch(db: ReadableDatabase, stretch: Stretch, length: number): StretchRows {
  const { nodeId, scoredTo, now } = stretch
  const to = rowsOn(db, nodeId, scoredTo, now, most.rows) ?? scoredTo
  const hasMore = rowsOn(db, nodeId, to, now, 1) !== undefined
  const beginning = beginningOf(db, stretch, to)
  const first = samplesBack(db, nodeId, beginning.from, length - 1 + reach + rowsBefore)
  const all = readFullRows(db, nodeId, first, to)
  return {
    ...beginning,
    // States are stored as they were read.
    rows: ofState(all, stretch.haState as HaState),
    last: all.times.at(-1) ?? to,
    to,
    hasMore,
    isSilent: !hasMore && isSilent(db, stretch),
  }
}

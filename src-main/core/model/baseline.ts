// A baseline as a worker reads it: its rows, and the windows that lie in them.
import type { TimeRange } from '../../../src-shared/time.ts'
import type { HaState } from '../etl/identity.ts'
import type { FullRows } from '../etl/rows.ts'
import { windowStarts } from '../etl/sequences.ts'
import { openReadable } from '../store/database.ts'
import { chooseNode, readHistory, tooFewRows } from '../store/history.ts'
import { getSource } from '../store/sources.ts'

/** Where a baseline is to be read from. */
export interface BaselinePlace {
  readonly dataFolder: string
  readonly sourceId: number
  /** By default the node with the most rows of the state. */
  readonly node: string | undefined
  /** By default the state that most of the node's rows are in. */
  readonly haState?: HaState | undefined
  /** Epoch ms, both ends included. */
  readonly ranges: readonly TimeRange[]
}

export interface Baseline {
  /** The source's key. */
  readonly source: string
  readonly node: string
  readonly nodeId: number
  readonly rows: FullRows
  /** First row of each window, rising, at least one. */
  readonly starts: Int32Array
}

/** Reads a baseline for `what`; windows have `length` rows. Throws NOT_FOUND, NO_DATA where there is no window. */
export function readBaseline(place: BaselinePlace, length: number, what: string): Baseline {
  const { dataFolder, sourceId, ranges, haState } = place
  const db = openReadable(dataFolder)
  try {
    const source = getSource(db, sourceId)
    const node = chooseNode(db, sourceId, place.node, ranges, haState)
    const rows = readHistory(db, node.id, ranges, haState)
    const starts = windowStarts(rows, length)
    if (starts.length === 0) throw tooFewRows(what, rows.times.length, length, ranges, node)
    return { source: source.key, node: node.name, nodeId: node.id, rows, starts }
  } finally {
    db.close()
  }
}

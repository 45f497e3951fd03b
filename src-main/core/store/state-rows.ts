// How many rows of each HA state a source has, and on which node: what could be learned.
import type { TimeRange } from '../../../src-shared/time.ts'
import type { HaState } from '../etl/identity.ts'
import type { ReadableDatabase } from './database.ts'
import { countStates } from './samples.ts'
import { type NodeRow, listNodes } from './sources.ts'

/** The rows of a state on one node. */
export interface StateRows {
  readonly haState: HaState
  readonly node: NodeRow
  readonly rows: number
  /** See StateCount. */
  readonly seconds: number
  readonly last: number
}

function rowsOfNode(db: ReadableDatabase, node: NodeRow, ranges: readonly TimeRange[]): StateRows[] {
  const states = new Map<HaState, StateRows>()
  for (const { from, to } of ranges) {
    for (const { haState, rows, seconds, last } of countStates(db, node.id, from, to)) {
      const before = states.get(haState) ?? { rows: 0, seconds: 0, last: 0 }
      states.set(haState, {
        haState,
        node,
        rows: before.rows + rows,
        seconds: before.seconds + seconds,
        last: Math.max(before.last, last),
      })
    }
  }
  return [...states.values()]
}

/**
 * Each state in which a source has rows within ranges (epoch ms, both ends included, none overlapping), with the node that
 * has most of them, the most rows first. Rows of a state on several nodes (before and after a failover) are not added up:
 * a training learns those of one.
 */
export function rowsByState(
  db: ReadableDatabase,
  sourceId: number,
  ranges: readonly TimeRange[],
): readonly StateRows[] {
  const all = listNodes(db, sourceId)
    .flatMap((node) => rowsOfNode(db, node, ranges))
    .toSorted((left, right) => right.rows - left.rows)
  return all.filter((one, place) => all.findIndex(({ haState }) => haState === one.haState) === place)
}

/** The state that most of a node's rows within a range are in; undefined without rows. */
export function usualStateIn(
  db: ReadableDatabase,
  nodeId: number,
  { from, to }: TimeRange,
): HaState | undefined {
  return countStates(db, nodeId, from, to).toSorted((left, right) => right.rows - left.rows)[0]?.haState
}

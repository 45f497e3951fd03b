// A node's rows without their values: enough to say what is there and where it breaks, quick over months.
import { z } from 'zod'
import type { HaState } from '../etl/identity.ts'
import type { Rows } from '../etl/rows.ts'
import type { Break } from '../etl/sample.ts'
import type { ReadableDatabase } from './database.ts'
import { keptBreaks, usualState } from './history.ts'

/** Times, breaks and states of rows, each [rows], in the order of time. */
export type Timeline = Pick<Rows, 'times' | 'breaks' | 'haStates'>

const timelineRow = z.object({ time: z.number(), break: z.string().nullable(), ha_state: z.string() })

/** The rows of a node within a range (epoch ms, both ends included), without their values. */
export function readTimeline(db: ReadableDatabase, nodeId: number, from: number, to: number): Timeline {
  const found = db.all(
    'SELECT time, break, ha_state FROM samples WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time',
    nodeId,
    from,
    to,
  ) as z.infer<typeof timelineRow>[]
  // As in readRows: one parse per read is enough to notice a foreign schema.
  if (found[0] !== undefined) timelineRow.parse(found[0])
  return {
    times: Float64Array.from(found, (row) => row.time),
    breaks: found.map((row) => row.break as Break | null),
    haStates: found.map((row) => row.ha_state as HaState),
  }
}

const stateRow = timelineRow.extend({ safe_mode: z.number() })

/** The same with safe mode, [rows]. */
export function readStates(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
): Timeline & { readonly safeModes: readonly boolean[] } {
  const found = db.all(
    'SELECT time, break, ha_state, safe_mode FROM samples WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time',
    nodeId,
    from,
    to,
  ) as z.infer<typeof stateRow>[]
  if (found[0] !== undefined) stateRow.parse(found[0])
  return {
    times: Float64Array.from(found, (row) => row.time),
    breaks: found.map((row) => row.break as Break | null),
    haStates: found.map((row) => row.ha_state as HaState),
    safeModes: found.map((row) => row.safe_mode === 1),
  }
}

/** The rows that `readHistory` would keep: those of the state that most of them are in. */
export function inUsualState(timeline: Timeline): Timeline {
  const state = usualState(timeline)
  const kept = Array.from(timeline.times.keys()).filter((row) => timeline.haStates[row] === state)
  if (kept.length === timeline.times.length) return timeline
  return {
    times: Float64Array.from(kept, (row) => timeline.times[row] ?? Number.NaN),
    breaks: keptBreaks(timeline.breaks, kept),
    haStates: kept.map((row) => timeline.haStates[row] ?? 'unknown'),
  }
}

const extentRow = z.object({ rows: z.number(), last: z.number().nullable() })

/** How many rows a node has within a range, and the time of the last: what tells whether rows were added. */
export function extentBetween(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
): { rows: number; last: number | null } {
  return extentRow.parse(
    db.get(
      'SELECT count(*) AS rows, max(time) AS last FROM samples WHERE node_id = ? AND time BETWEEN ? AND ?',
      nodeId,
      from,
      to,
    ),
  )
}

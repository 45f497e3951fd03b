// How far monitoring has scored each node in each state, and what has come since.
import { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const scoredRow = z.object({
  node_id: z.number(),
  ha_state: z.string(),
  model_id: z.string(),
  scored_to: z.number(),
  score: z.number().nullable(),
  run_from: z.number().nullable(),
})

export interface ScoredTo {
  readonly nodeId: number
  readonly haState: string
  readonly modelId: string
  /** Last row of the last scored window, epoch ms. */
  readonly scoredTo: number
  /** Of that window; null before there was one. */
  readonly score: number | null
  /** Last row of the first of the flagged windows that may go on; null where none may. */
  readonly runFrom: number | null
}

/** How far the nodes of a source were scored. */
export function listScored(db: ReadableDatabase, sourceId: number): ScoredTo[] {
  const sql =
    'SELECT scored.* FROM scored JOIN nodes ON nodes.id = node_id WHERE source_id = ? ORDER BY scored_to'
  return db.all(sql, sourceId).map((row) => {
    const { node_id, ha_state, model_id, scored_to, score, run_from } = scoredRow.parse(row)
    return {
      nodeId: node_id,
      haState: ha_state,
      modelId: model_id,
      scoredTo: scored_to,
      score,
      runFrom: run_from,
    }
  })
}

/** Keeps how far a node was scored in a state. */
export function saveScored(db: WritableDatabase, scored: ScoredTo): void {
  db.run(
    `INSERT OR REPLACE INTO scored (node_id, ha_state, model_id, scored_to, score, run_from)
     VALUES (?, ?, ?, ?, ?, ?)`,
    scored.nodeId,
    scored.haState,
    scored.modelId,
    scored.scoredTo,
    scored.score,
    scored.runFrom,
  )
}

const newsRow = z.object({ ha_state: z.string() })

/** The states of a node's rows after a time, up to another (epoch ms, included). Reads them all: for what has just come. */
export function statesSince(db: ReadableDatabase, nodeId: number, after: number, to: number): string[] {
  const sql = 'SELECT DISTINCT ha_state FROM samples WHERE node_id = ? AND time > ? AND time <= ?'
  return db.all(sql, nodeId, after, to).map((row) => newsRow.parse(row).ha_state)
}

const lastRow = z.object({ last: z.number().nullable() })

/** Time of the row that is `count` rows after a time, or of the last one up to `to`; undefined where none comes. */
export function rowsOn(
  db: ReadableDatabase,
  nodeId: number,
  after: number,
  to: number,
  count: number,
): number | undefined {
  const sql = `SELECT max(time) AS last FROM
    (SELECT time FROM samples WHERE node_id = ? AND time > ? AND time <= ? ORDER BY time LIMIT ?)`
  return lastRow.parse(db.get(sql, nodeId, after, to, count)).last ?? undefined
}

// Fleet runs: what each was asked, how far it came, and what was found at each NameNode.
import { z } from 'zod'
import { FleetBaseline, FleetRow, type FleetState, fleetStates } from '../../../src-shared/contract/fleets.ts'
import { Range } from '../../../src-shared/contract/times.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

const planShape = z.object({
  engineId: z.number(),
  /** The engine's name, which is known after the engine is gone. */
  engine: z.string(),
  /** Values of the label instance; null: all that are found. */
  instances: z.array(z.string()).nullable(),
  window: Range,
  baseline: FleetBaseline,
  /** What the baseline's rule comes to. */
  ranges: z.array(Range),
  keepData: z.boolean(),
  /** The highest id of a node when it was asked; 0: there was none. */
  lastNode: z.number(),
})

/** What a run was asked. */
export type FleetPlan = z.infer<typeof planShape>

const runRow = z.object({
  id: z.number(),
  plan: z.string(),
  state: z.enum(fleetStates),
  error: z.string().nullable(),
  created_at: z.number(),
  finished_at: z.number().nullable(),
})

export interface StoredFleet {
  readonly id: number
  readonly plan: FleetPlan
  readonly state: FleetState
  readonly error: string | null
  /** Epoch ms. */
  readonly createdAt: number
  readonly finishedAt: number | null
}

function fleetOf(row: unknown): StoredFleet {
  const { id, plan, state, error, created_at, finished_at } = runRow.parse(row)
  return {
    id,
    plan: planShape.parse(JSON.parse(plan)),
    state,
    error,
    createdAt: created_at,
    finishedAt: finished_at,
  }
}

/** Adds a run that waits for its turn; returns its id, which no other ever had. */
export function insertFleet(db: WritableDatabase, plan: FleetPlan, createdAt: number): number {
  const sql = `INSERT INTO fleets (plan, state, created_at) VALUES (?, 'waiting', ?)`
  db.run(sql, JSON.stringify(plan), createdAt)
  return insertedId(db)
}

/** Runs, newest first. */
export function listFleets(db: ReadableDatabase, limit: number): StoredFleet[] {
  return db.all('SELECT * FROM fleets ORDER BY id DESC LIMIT ?', limit).map(fleetOf)
}

/** One run. Throws NOT_FOUND. */
export function getFleet(db: ReadableDatabase, id: number): StoredFleet {
  const row = db.get('SELECT * FROM fleets WHERE id = ?', id)
  if (row !== undefined) return fleetOf(row)
  throw new DeclaredError(
    'NOT_FOUND',
    `There is no fleet run ${String(id)}: "nnad fleet list" lists those there are.`,
  )
}

/** Notes how far a run is; `finishedAt`: epoch ms, null while it waits or runs. */
export function markFleet(
  db: WritableDatabase,
  id: number,
  { state, error, finishedAt }: Pick<StoredFleet, 'state' | 'error' | 'finishedAt'>,
): void {
  const sql = 'UPDATE fleets SET state = ?, error = ?, finished_at = ? WHERE id = ?'
  db.run(sql, state, error, finishedAt, id)
}

/** Whether any run is noted as waiting or running. */
export function hasUnendedFleets(db: ReadableDatabase): boolean {
  return db.get(`SELECT 1 FROM fleets WHERE state IN ('waiting', 'running') LIMIT 1`) !== undefined
}

/** Notes that nobody works any more at runs which are noted as waiting or running. */
export function interruptFleets(db: WritableDatabase): void {
  db.run(`UPDATE fleets SET state = 'interrupted' WHERE state IN ('waiting', 'running')`)
}

/** Deletes a run with its rows. Throws NOT_FOUND. */
export function deleteFleet(db: WritableDatabase, id: number): void {
  if (db.run('DELETE FROM fleets WHERE id = ?', id) === 0) getFleet(db, id)
}

const bodyRow = z.object({ body: z.string() })
const rowOf = (row: unknown): FleetRow => FleetRow.parse(JSON.parse(bodyRow.parse(row).body))

/** The NameNodes of a run, by instance. */
export function listFleetRows(db: ReadableDatabase, id: number): FleetRow[] {
  return db.all('SELECT body FROM fleet_rows WHERE fleet_id = ? ORDER BY instance', id).map(rowOf)
}

/** One NameNode of a run. Throws NOT_FOUND. */
export function getFleetRow(db: ReadableDatabase, id: number, instance: string): FleetRow {
  const sql = 'SELECT body FROM fleet_rows WHERE fleet_id = ? AND instance = ?'
  const row = db.get(sql, id, instance)
  if (row !== undefined) return rowOf(row)
  throw new DeclaredError(
    'NOT_FOUND',
    `The fleet run ${String(id)} has no NameNode "${instance}": "nnad fleet show ${String(id)}" lists those it has.`,
  )
}

/** Adds a NameNode to a run, or replaces what is known of it there. */
export function putFleetRow(db: WritableDatabase, id: number, row: FleetRow): void {
  const sql =
    'INSERT OR REPLACE INTO fleet_rows (fleet_id, instance, step, incidents, body) VALUES (?, ?, ?, ?, ?)'
  db.run(sql, id, row.instance, row.step, row.finding?.incidents ?? 0, JSON.stringify(row))
}

const countsRow = z.object({
  nodes: z.number(),
  done: z.number(),
  failed: z.number(),
  with_incidents: z.number(),
})

/** How many NameNodes of a run there are, were judged, failed, had incidents. */
export function countFleetRows(
  db: ReadableDatabase,
  id: number,
): {
  readonly nodes: number
  readonly done: number
  readonly failed: number
  readonly withIncidents: number
} {
  const sql = `SELECT count(*) AS nodes, count(*) FILTER (WHERE step = 'done') AS done,
      count(*) FILTER (WHERE step = 'failed') AS failed,
      count(*) FILTER (WHERE incidents > 0) AS with_incidents
    FROM fleet_rows WHERE fleet_id = ?`
  const { with_incidents: withIncidents, ...counts } = countsRow.parse(db.get(sql, id))
  return { ...counts, withIncidents }
}

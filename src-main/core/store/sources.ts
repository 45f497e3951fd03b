// Sources and their nodes.
import { z } from 'zod'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Identity } from '../etl/identity.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const sourceRow = z.object({ id: z.number(), key: z.string(), name: z.string() })

const nodeRow = z.object({
  id: z.number(),
  source_id: z.number(),
  name: z.string(),
  version: z.string().nullable(),
  ha_state: z.string(),
  zone: z.string().nullable(),
  first: z.number().nullable(),
  last: z.number().nullable(),
})

export type SourceRow = z.infer<typeof sourceRow>
export type NodeRow = z.infer<typeof nodeRow>

/** All sources, the one with the latest document first. */
export function listSources(db: ReadableDatabase): SourceRow[] {
  const last = `(SELECT max((SELECT max(d.time) FROM documents d WHERE d.node_id = n.id))
    FROM nodes n WHERE n.source_id = s.id)`
  return db
    .all(`SELECT s.id, s.key, s.name FROM sources s ORDER BY ${last} DESC, s.id`)
    .map((row) => sourceRow.parse(row))
}

/** The nodes of one source by name, with the times of their first document or sample and of their last document. */
export function listNodes(db: ReadableDatabase, sourceId: number): NodeRow[] {
  const sql = `SELECT n.id, n.source_id, n.name, n.version, n.ha_state, n.zone,
      (SELECT min(time) FROM (
        SELECT min(d.time) AS time FROM documents d WHERE d.node_id = n.id
        UNION ALL SELECT min(s.time) FROM samples s WHERE s.node_id = n.id)) AS first,
      (SELECT max(d.time) FROM documents d WHERE d.node_id = n.id) AS last
    FROM nodes n WHERE n.source_id = ? ORDER BY n.name`
  return db.all(sql, sourceId).map((row) => nodeRow.parse(row))
}

/** How much is kept of a node. */
export function countHeld(db: ReadableDatabase, nodeId: number): { documents: number; samples: number } {
  const row = db.get('SELECT documents, samples FROM nodes WHERE id = ?', nodeId)
  return z.object({ documents: z.number(), samples: z.number() }).parse(row)
}

/** One source. Throws NOT_FOUND. */
export function getSource(db: ReadableDatabase, id: number): SourceRow {
  const row = db.get('SELECT id, key, name FROM sources WHERE id = ?', id)
  if (row !== undefined) return sourceRow.parse(row)
  throw new DeclaredError(
    'NOT_FOUND',
    `There is no source ${String(id)}: "nnad sources" lists those there are.`,
  )
}

const idRow = z.object({ id: z.number() })

/** The id of a source by key, made where it is new. `name` is what people see; a known source keeps its own. */
export function ensureSource(db: WritableDatabase, key: string, name: string): number {
  db.run('INSERT INTO sources (key, name) VALUES (?, ?) ON CONFLICT (key) DO NOTHING', key, name)
  return idRow.parse(db.get('SELECT id FROM sources WHERE key = ?', key)).id
}

/** The source of a node that there is. */
export function sourceOfNode(db: ReadableDatabase, nodeId: number): number {
  return idRow.parse(db.get('SELECT source_id AS id FROM nodes WHERE id = ?', nodeId)).id
}

/** The id of a node, made where it is new. */
export function ensureNode(db: WritableDatabase, sourceId: number, name: string): number {
  db.run(
    `INSERT INTO nodes (source_id, name, ha_state) VALUES (?, ?, 'unknown') ON CONFLICT (source_id, name) DO NOTHING`,
    sourceId,
    name,
  )
  return idRow.parse(db.get('SELECT id FROM nodes WHERE source_id = ? AND name = ?', sourceId, name)).id
}

const placeRow = z.object({ source: z.number(), node: z.number() })

/** Ids of a source and one of its nodes. */
export type Place = Readonly<z.infer<typeof placeRow>>

/** Ids of a node by the key of its source and its name; undefined where nothing of it is here. */
export function findNode(db: ReadableDatabase, key: string, name: string): Place | undefined {
  const sql =
    'SELECT s.id AS source, n.id AS node FROM sources s JOIN nodes n ON n.source_id = s.id WHERE s.key = ? AND n.name = ?'
  const row = db.get(sql, key, name)
  return row === undefined ? undefined : placeRow.parse(row)
}

/** Notes what the latest document said of a node; a version or zone that it does not tell stays. */
export function updateNode(
  db: WritableDatabase,
  id: number,
  { version, haState, zone }: Pick<Identity, 'version' | 'haState' | 'zone'>,
): void {
  db.run(
    'UPDATE nodes SET version = coalesce(?, version), ha_state = ?, zone = coalesce(?, zone) WHERE id = ?',
    version ?? null,
    haState,
    zone ?? null,
    id,
  )
}

const derivedRow = z.object({ derived_from: z.number().nullable() })

/** From when on a node's samples must be derived anew, epoch ms; undefined where all are up to date. */
export function derivedFrom(db: ReadableDatabase, nodeId: number): number | undefined {
  return (
    derivedRow.parse(db.get('SELECT derived_from FROM nodes WHERE id = ?', nodeId)).derived_from ?? undefined
  )
}

/** Marks samples from a time on as to be derived anew; an earlier mark stays. */
export function markDerivedFrom(db: WritableDatabase, nodeId: number, time: number): void {
  db.run('UPDATE nodes SET derived_from = min(coalesce(derived_from, ?), ?) WHERE id = ?', time, time, nodeId)
}

/** All samples of the node are up to date. */
export function clearDerivedFrom(db: WritableDatabase, nodeId: number): void {
  db.run('UPDATE nodes SET derived_from = NULL WHERE id = ?', nodeId)
}

/** Nodes whose samples must be derived anew: a process was killed in the midst of it. */
export function nodesToDerive(db: ReadableDatabase): number[] {
  return db.all('SELECT id FROM nodes WHERE derived_from IS NOT NULL').map((row) => idRow.parse(row).id)
}

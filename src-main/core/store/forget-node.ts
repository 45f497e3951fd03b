// Forgets a node with all that is kept of it, a little at a time.
import { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Groups of documents and samples removed in one transaction: some milliseconds each, so that others may write. */
const groupsAtOnce = 20
const samplesAtOnce = 1000

const idRow = z.object({ id: z.number() })

/** The id of a source's node; undefined where there is none of the name. */
export function nodeNamed(db: ReadableDatabase, sourceId: number, name: string): number | undefined {
  const row = db.get('SELECT id FROM nodes WHERE source_id = ? AND name = ?', sourceId, name)
  return row === undefined ? undefined : idRow.parse(row).id
}

/** The highest id of a node so far; 0 without any. */
export function lastNodeId(db: ReadableDatabase): number {
  return idRow.parse(db.get('SELECT coalesce(max(id), 0) AS id FROM nodes')).id
}

/** Whether all documents of a node lie in ranges that were fetched of it, and so can be fetched again. */
export function isOnlyFetched(db: ReadableDatabase, nodeId: number): boolean {
  const sql = `SELECT 1 FROM documents d WHERE d.node_id = ? AND NOT EXISTS
    (SELECT 1 FROM fetched_ranges f WHERE f.node_id = d.node_id AND d.time BETWEEN f.from_time AND f.to_time) LIMIT 1`
  return db.get(sql, nodeId) === undefined
}

/** Removes a node; its source goes, too, where it has no other one, no model and no report. Between two parts others may write. */
export function* forgetNode(db: WritableDatabase, nodeId: number): Generator<undefined, void> {
  // First: a kill in the middle must not leave ranges that count as fetched, and have no documents.
  db.run('DELETE FROM fetched_ranges WHERE node_id = ?', nodeId)
  const groups = `DELETE FROM document_groups WHERE id IN (SELECT id FROM document_groups WHERE node_id = ? LIMIT ?)`
  while (db.run(groups, nodeId, groupsAtOnce) > 0) yield
  const samples = `DELETE FROM samples WHERE node_id = ? AND time IN (SELECT time FROM samples WHERE node_id = ? LIMIT ?)`
  while (db.run(samples, nodeId, nodeId, samplesAtOnce) > 0) yield
  db.transaction(() => {
    const source = db.get('DELETE FROM nodes WHERE id = ? RETURNING source_id AS id', nodeId)
    if (source === undefined) return
    const { id } = idRow.parse(source)
    db.run(
      `DELETE FROM sources WHERE id = ? AND NOT EXISTS (SELECT 1 FROM nodes WHERE source_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM models WHERE source_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM reports WHERE source_id = sources.id)`,
      id,
    )
  })
}

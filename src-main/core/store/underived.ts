// Samples whose raw documents are gone, so that they can never be derived again; and those that can.
import { z } from 'zod'
import type { ReadableDatabase } from './database.ts'

const timeRow = z.object({ time: z.number() })

const withDocument = `EXISTS (SELECT 1 FROM documents d WHERE d.node_id = s.node_id AND d.time = s.time)`

/** Time of a node's last sample within a range (epoch ms, both included) that has no document; undefined where each has one. */
export function lastWithoutDocument(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
): number | undefined {
  const sql = `SELECT s.time FROM samples s WHERE s.node_id = ? AND s.time BETWEEN ? AND ? AND NOT ${withDocument}
    ORDER BY s.time DESC LIMIT 1`
  const row = db.get(sql, nodeId, from, to)
  return row === undefined ? undefined : timeRow.parse(row).time
}

/** Times of a node's samples within a range (epoch ms, both included) that have no document, rising, at most `limit`. */
export function timesWithoutDocument(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
  limit: number,
): number[] {
  const sql = `SELECT s.time FROM samples s WHERE s.node_id = ? AND s.time BETWEEN ? AND ? AND NOT ${withDocument}
    ORDER BY s.time LIMIT ?`
  return db.all(sql, nodeId, from, to, limit).map((row) => timeRow.parse(row).time)
}

/** Times of a node's samples from a time on that have a document, rising. */
export function timesWithDocument(db: ReadableDatabase, nodeId: number, from: number): number[] {
  const sql = `SELECT s.time FROM samples s WHERE s.node_id = ? AND s.time >= ? AND ${withDocument} ORDER BY s.time`
  return db.all(sql, nodeId, from).map((row) => timeRow.parse(row).time)
}

const backRow = z.object({ thinned: z.number(), samples: z.number(), documents: z.number() })

/** Whether samples of a range (epoch ms, both included) were thinned, and it has fewer documents than they were samples. */
export function isPartlyBack(db: ReadableDatabase, nodeId: number, from: number, to: number): boolean {
  const sql = `SELECT coalesce(max(merged), 1) > 1 AS thinned, coalesce(sum(merged), 0) AS samples,
      (SELECT count(*) FROM documents WHERE node_id = ? AND time BETWEEN ? AND ?) AS documents
    FROM samples WHERE node_id = ? AND time BETWEEN ? AND ?`
  const { thinned, samples, documents } = backRow.parse(db.get(sql, nodeId, from, to, nodeId, from, to))
  return thinned === 1 && documents < samples
}

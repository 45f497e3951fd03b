// Raw documents that watches collected, by group: which are past their time, and removing them.
import { z } from 'zod'
import type { ReadableDatabase, Row, WritableDatabase } from './database.ts'

const groupRow = z.object({ id: z.number(), node_id: z.number(), last: z.number() })
const firstRow = z.object({ first: z.number() })

export interface LiveGroup {
  readonly id: number
  readonly nodeId: number
  /** Time of its last document, epoch ms. */
  readonly last: number
}

const groupsOf = (rows: readonly Row[]): LiveGroup[] =>
  rows.map((row) => {
    const { id, node_id: nodeId, last } = groupRow.parse(row)
    return { id, nodeId, last }
  })

/**
 * Groups of collected documents of a node that all are of before a time (epoch ms), oldest first. What was imported is never
 * among them.
 */
export function liveGroupsBefore(db: ReadableDatabase, nodeId: number, time: number): LiveGroup[] {
  const sql = `SELECT d.group_id AS id, d.node_id,
      (SELECT max(own.time) FROM documents own WHERE own.group_id = d.group_id) AS last
    FROM documents d JOIN document_groups g ON g.id = d.group_id AND g.live = 1
    WHERE d.node_id = ? AND d.time < ? GROUP BY d.group_id HAVING last < ? ORDER BY last`
  return groupsOf(db.all(sql, nodeId, time, time))
}

/** All groups of collected documents, oldest first. Reads every document's index row: for a disk that is full. */
export function liveGroups(db: ReadableDatabase): LiveGroup[] {
  const sql = `SELECT g.id, g.node_id, max(d.time) AS last FROM document_groups g JOIN documents d ON d.group_id = g.id
    WHERE g.live = 1 GROUP BY g.id ORDER BY last`
  return groupsOf(db.all(sql))
}

/** Time of a node's first collected document, epoch ms; undefined without any. */
export function firstLiveDocument(db: ReadableDatabase, nodeId: number): number | undefined {
  const sql = `SELECT d.time AS first FROM documents d JOIN document_groups g ON g.id = d.group_id AND g.live = 1
    WHERE d.node_id = ? ORDER BY d.time LIMIT 1`
  const row = db.get(sql, nodeId)
  return row === undefined ? undefined : firstRow.parse(row).first
}

/** Removes a group with its documents; one that is gone already is no matter. */
export function deleteGroup(db: WritableDatabase, id: number): void {
  db.run('DELETE FROM document_groups WHERE id = ?', id)
}

/** Bytes of the database's file that hold nothing and are used again before it grows. */
export function reusableBytes(db: ReadableDatabase): number {
  const pages = z.object({ freelist_count: z.number() }).parse(db.get('PRAGMA freelist_count')).freelist_count
  return pages * z.object({ page_size: z.number() }).parse(db.get('PRAGMA page_size')).page_size
}

// Documents that a watch collected, each a group of its own at first: found again, and packed into one group.
import { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { addGroup, compressGroup, openGroup } from './documents.ts'

/** A document alone in its group. */
export interface SingleDocument {
  readonly time: number
  readonly group: number
  /** Bytes of its text. */
  readonly length: number
}

const singleRow = z.object({
  time: z.number(),
  group_id: z.number(),
  length: z.number(),
  isSingle: z.number(),
})
/** Documents looked through for single ones. */
const latest = 600

/** The single documents that a watch collected last, in the order of time: those that no larger group follows. */
export function latestSingles(db: ReadableDatabase, nodeId: number): SingleDocument[] {
  const rows = db.all(
    `SELECT d.time, d.group_id, d.length,
       g.live AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.group_id = d.group_id AND o.time <> d.time) AS isSingle
     FROM documents d JOIN document_groups g ON g.id = d.group_id
     WHERE d.node_id = ? ORDER BY d.time DESC LIMIT ?`,
    nodeId,
    latest,
  )
  const singles: SingleDocument[] = []
  for (const row of rows) {
    const { time, group_id, length, isSingle } = singleRow.parse(row)
    if (isSingle === 0) break
    singles.push({ time, group: group_id, length })
  }
  return singles.reverse()
}

/** A group to be, and the documents that it takes over. */
export interface PackedSingles {
  readonly data: Buffer
  readonly documents: readonly SingleDocument[]
}

/** Compresses documents together; those that are gone are left out. */
export function packSingles(db: ReadableDatabase, documents: readonly SingleDocument[]): PackedSingles {
  const texts: Buffer[] = []
  const found = documents.filter(({ group }) => {
    const text = openGroup(db, group)
    if (text !== undefined) texts.push(text)
    return text !== undefined
  })
  return { data: compressGroup(Buffer.concat(texts)), documents: found }
}

/** Puts one group in the place of single ones; returns its id. To be called in a transaction. */
export function replaceSingles(
  db: WritableDatabase,
  nodeId: number,
  { data, documents }: PackedSingles,
): number {
  const packed = addGroup(db, nodeId, data, true)
  let offset = 0
  for (const { time, group, length } of documents) {
    db.run(
      'UPDATE documents SET group_id = ?, offset = ? WHERE node_id = ? AND time = ? AND group_id = ?',
      packed,
      offset,
      nodeId,
      time,
      group,
    )
    db.run('DELETE FROM document_groups WHERE id = ?', group)
    offset += length
  }
  return packed
}

const groupRow = z.object({ id: z.number(), node_id: z.number() })

/** Groups that were added after one, with their nodes. */
export function groupsAfter(
  db: ReadableDatabase,
  id: number,
): { readonly id: number; readonly nodeId: number }[] {
  return db.all('SELECT id, node_id FROM document_groups WHERE id > ? ORDER BY id', id).map((row) => {
    const group = groupRow.parse(row)
    return { id: group.id, nodeId: group.node_id }
  })
}

/** Time of the earliest document of a node in groups that were added after one, epoch ms; undefined without any. */
export function firstTimeAfter(db: ReadableDatabase, nodeId: number, group: number): number | undefined {
  const sql = `SELECT min(d.time) AS first FROM document_groups g JOIN documents d ON d.group_id = g.id
    WHERE g.id > ? AND g.node_id = ?`
  const row = z.object({ first: z.number().nullable() }).parse(db.get(sql, group, nodeId))
  return row.first ?? undefined
}

/** The latest group's id; 0 without any. */
export function latestGroup(db: ReadableDatabase): number {
  const row = db.get('SELECT coalesce(max(id), 0) AS id FROM document_groups')
  return z.object({ id: z.number() }).parse(row).id
}

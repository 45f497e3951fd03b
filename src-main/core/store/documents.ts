// Raw documents, kept as they were found: groups of neighbours, zstd together, an index row each.
import zlib from 'node:zlib'
import { z } from 'zod'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

export interface StoredDocument {
  readonly time: number
  /** The record's bytes as imported. */
  readonly text: Buffer
  /** True where the text is a wrapper that has the time. */
  readonly wrapped: boolean
}

const indexRow = z.object({
  time: z.number(),
  group_id: z.number(),
  offset: z.number(),
  length: z.number(),
  wrapped: z.number(),
})
const groupRow = z.object({ data: z.instanceof(Buffer) })

/** Level 1 with a window over the whole group: neighbours repeat each other at a distance of a document. */
const compression = {
  params: { [zlib.constants.ZSTD_c_compressionLevel]: 1, [zlib.constants.ZSTD_c_windowLog]: 22 },
  // A group's result in one piece.
  chunkSize: 2 ** 18,
}

/** Compresses a group's texts, one after another. */
export function compressGroup(texts: Uint8Array): Buffer {
  return zlib.zstdCompressSync(texts, compression)
}

/** True where the node has a document of that time already. */
export function hasDocument(db: ReadableDatabase, nodeId: number, time: number): boolean {
  return db.get('SELECT 1 FROM documents WHERE node_id = ? AND time = ?', nodeId, time) !== undefined
}

/** Time of the node's latest document, epoch ms. */
export function lastDocumentTime(db: ReadableDatabase, nodeId: number): number | undefined {
  const row = z
    .object({ last: z.number().nullable() })
    .parse(db.get('SELECT max(time) AS last FROM documents WHERE node_id = ?', nodeId))
  return row.last ?? undefined
}

/** Time of the document that is `count` documents before a time; of the first one where there are fewer. */
export function timeBack(db: ReadableDatabase, nodeId: number, time: number, count: number): number {
  const row = z.object({ first: z.number().nullable() }).parse(
    db.get(
      `SELECT min(time) AS first FROM
         (SELECT time FROM documents WHERE node_id = ? AND time < ? ORDER BY time DESC LIMIT ?)`,
      nodeId,
      time,
      count,
    ),
  )
  return row.first ?? time
}

/** Time of the document that is `count` documents after a time; of the last one where there are fewer. */
export function timeAhead(db: ReadableDatabase, nodeId: number, time: number, count: number): number {
  const row = z.object({ last: z.number().nullable() }).parse(
    db.get(
      `SELECT max(time) AS last FROM
         (SELECT time FROM documents WHERE node_id = ? AND time > ? ORDER BY time LIMIT ?)`,
      nodeId,
      time,
      count,
    ),
  )
  return row.last ?? time
}

/** Time of the first document at or after a time, up to another one (epoch ms, both included). */
export function nextDocumentTime(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
): number | undefined {
  const sql = 'SELECT min(time) AS next FROM documents WHERE node_id = ? AND time BETWEEN ? AND ?'
  const row = z.object({ next: z.number().nullable() }).parse(db.get(sql, nodeId, from, to))
  return row.next ?? undefined
}

/** Adds a compressed group without its index; `live`: see insertGroup. Returns its id. */
export function addGroup(db: WritableDatabase, nodeId: number, data: Buffer, live: boolean): number {
  db.run('INSERT INTO document_groups (node_id, data, live) VALUES (?, ?, ?)', nodeId, data, live ? 1 : 0)
  return insertedId(db)
}

/**
 * Adds a compressed group with its index. The texts must be those that were compressed, in the same order. `live`: a watch
 * collected all of them, so they go when their time has come; what a person imported stays. Returns the group's id.
 */
export function insertGroup(
  db: WritableDatabase,
  nodeId: number,
  data: Buffer,
  documents: readonly Omit<StoredDocument, 'text'>[],
  lengths: readonly number[],
  live = false,
): number {
  const group = addGroup(db, nodeId, data, live)
  let offset = 0
  documents.forEach(({ time, wrapped }, index) => {
    const length = lengths[index] ?? 0
    db.run(
      'INSERT INTO documents (node_id, time, group_id, offset, length, wrapped) VALUES (?, ?, ?, ?, ?, ?)',
      nodeId,
      time,
      group,
      offset,
      length,
      wrapped ? 1 : 0,
    )
    offset += length
  })
  return group
}

/** Groups that are in memory at a time. */
const openGroups = 8

/** The texts of a group; undefined where its time came while somebody read. */
export function openGroup(db: ReadableDatabase, id: number): Buffer | undefined {
  const row = db.get('SELECT data FROM document_groups WHERE id = ?', id)
  return row === undefined ? undefined : zlib.zstdDecompressSync(groupRow.parse(row).data)
}

/** A document and its group's texts; undefined where it is gone. What watches collect moves into larger groups meanwhile. */
function located(
  db: ReadableDatabase,
  nodeId: number,
  row: z.infer<typeof indexRow>,
  open: ReadonlyMap<number, Buffer>,
): { readonly row: z.infer<typeof indexRow>; readonly bytes: Buffer } | undefined {
  const bytes = open.get(row.group_id) ?? openGroup(db, row.group_id)
  if (bytes !== undefined) return { row, bytes }
  const moved = db.get(
    'SELECT time, group_id, offset, length, wrapped FROM documents WHERE node_id = ? AND time = ?',
    nodeId,
    row.time,
  )
  return moved === undefined ? undefined : located(db, nodeId, indexRow.parse(moved), open)
}

/** Documents of a node in the order of time, `from` and `to` included; what is removed meanwhile is left out. */
export function* documentsBetween(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
): Generator<StoredDocument> {
  const rows = db.all(
    'SELECT time, group_id, offset, length, wrapped FROM documents WHERE node_id = ? AND time BETWEEN ? AND ? ORDER BY time',
    nodeId,
    from,
    to,
  )
  // Several open ones: documents that came out of order interleave groups.
  const open = new Map<number, Buffer>()
  for (const found of rows) {
    const here = located(db, nodeId, indexRow.parse(found), open)
    if (here === undefined) continue
    const { bytes } = here
    const { time, group_id: id, offset, length, wrapped } = here.row
    // The oldest use goes first: a Map keeps the order of insertion.
    open.delete(id)
    open.set(id, bytes)
    const [oldest] = open.keys()
    if (open.size > openGroups && oldest !== undefined) open.delete(oldest)
    yield { time, text: bytes.subarray(offset, offset + length), wrapped: wrapped === 1 }
  }
}

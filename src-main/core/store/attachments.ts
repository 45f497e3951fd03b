// What was handed over with dumps: files of evidence, and what was read out of them. Times are those of the files' own clocks.
import zlib from 'node:zlib'
import { z } from 'zod'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

const attachmentRow = z.object({
  id: z.number(),
  node_id: z.number().nullable(),
  kind: z.string(),
  name: z.string(),
  size: z.number(),
  modified_at: z.number(),
  zone: z.string().nullable(),
  first: z.number().nullable(),
  last: z.number().nullable(),
})
export type AttachmentRow = z.infer<typeof attachmentRow>

const attachmentColumns = 'id, node_id, kind, name, size, modified_at, zone, first, last'
/** An event of a log as it is kept. */
const eventRow = z.object({
  kind: z.string(),
  time: z.number(),
  ms: z.number(),
  who: z.string(),
  user: z.string().nullable(),
  path: z.string().nullable(),
})
export type EventRow = z.infer<typeof eventRow>

/** What is known of a file once it has been read. */
export interface AttachmentFacts {
  readonly head: string
  readonly size: number
  readonly zone: string | null
  readonly first: number | null
  readonly last: number | null
}

const compressed = (value: unknown): Buffer => zlib.zstdCompressSync(JSON.stringify(value))
const decompressed = (data: Buffer): unknown => JSON.parse(zlib.zstdDecompressSync(data).toString())

/** Begins a file; it is nobody's until `placeAttachment`. Returns its id. */
export function insertAttachment(
  db: WritableDatabase,
  { kind, name, modifiedAt }: { readonly kind: string; readonly name: string; readonly modifiedAt: number },
): number {
  db.run(
    `INSERT INTO attachments (kind, name, head, size, modified_at) VALUES (?, ?, '', 0, ?)`,
    kind,
    name,
    modifiedAt,
  )
  return insertedId(db)
}

/** Keeps a configuration's settings: [key, value, final]. */
export function insertSettings(db: WritableDatabase, id: number, settings: unknown): void {
  db.run('INSERT INTO configurations (attachment_id, settings) VALUES (?, ?)', id, compressed(settings))
}

/** Keeps a thread dump: [doing, threads][] of its handlers. */
export function insertThreadDump(db: WritableDatabase, id: number, time: number, handlers: unknown): void {
  db.run(
    'INSERT INTO thread_dumps (attachment_id, time, handlers) VALUES (?, ?, ?)',
    id,
    time,
    JSON.stringify(handlers),
  )
}

/** Keeps events; what is there already stays once. */
export function insertEvents(db: WritableDatabase, id: number, events: readonly EventRow[]): void {
  for (const { kind, time, ms, who, user, path } of events) {
    db.run(
      'INSERT OR IGNORE INTO log_events (attachment_id, kind, time, ms, who, user, path) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      kind,
      Math.round(time),
      ms,
      who,
      user,
      path,
    )
  }
}

/** Keeps buckets of an audit log; `first` and `last` are the starts of the earliest and the latest of them. */
export function insertAudit(
  db: WritableDatabase,
  id: number,
  { first, last, buckets }: { readonly first: number; readonly last: number; readonly buckets: unknown },
): void {
  db.run(
    'INSERT INTO audit_digests (attachment_id, first, last, data) VALUES (?, ?, ?, ?)',
    id,
    first,
    last,
    compressed(buckets),
  )
}

/** The file of the same kind and begin that the source has already; nodes may well share a configuration, but no log. */
export function sameAttachment(
  db: ReadableDatabase,
  { source, node, kind, head }: Owner & { readonly kind: string; readonly head: string },
): AttachmentRow | undefined {
  const row = db.get(
    `SELECT ${attachmentColumns} FROM attachments WHERE source_id = ? AND kind = ? AND head = ? AND (kind <> 'configuration' OR node_id IS ?)`,
    source,
    kind,
    head,
    node,
  )
  return row === undefined ? undefined : attachmentRow.parse(row)
}

/** Whose a file is: a source, and the node where that is known. */
export interface Owner {
  readonly source: number
  readonly node: number | null
}

/** Says whose a file is and what is known of it: from here on it counts. */
export function placeAttachment(
  db: WritableDatabase,
  id: number,
  owner: Owner,
  facts: AttachmentFacts,
): void {
  const { head, size, zone, first, last } = facts
  db.run(
    `UPDATE attachments SET source_id = ?, node_id = ?, head = ?, size = ?, zone = ?, first = ?, last = ? WHERE id = ?`,
    owner.source,
    owner.node,
    head,
    size,
    zone,
    first,
    last,
    id,
  )
}

/** Moves the times of a file by some ms: those of a GC log that counted from the start of the JVM. */
export function moveEvents(db: WritableDatabase, id: number, by: number): void {
  // Away first, then back: a key must at no moment be there twice.
  db.run('UPDATE log_events SET time = -1 - time WHERE attachment_id = ?', id)
  db.run('UPDATE log_events SET time = -1 - time + ? WHERE attachment_id = ?', by, id)
}

/** Says of which node a file is that was of no particular one. */
export function assignNode(db: WritableDatabase, id: number, node: number): void {
  db.run('UPDATE attachments SET node_id = ? WHERE id = ? AND node_id IS NULL', node, id)
}

export function deleteAttachment(db: WritableDatabase, id: number): void {
  db.run('DELETE FROM attachments WHERE id = ?', id)
}

/** Deletes what imports that were killed have left. For whoever has the lock of imports. */
export function deleteUnplaced(db: WritableDatabase): void {
  db.run('DELETE FROM attachments WHERE source_id IS NULL')
}

/** Files of one kind that may be of the node: its own ones, and those of no particular node of its source. */
export function attachmentsOf(db: ReadableDatabase, { source, node }: Owner, kind: string): AttachmentRow[] {
  return db
    .all(
      `SELECT ${attachmentColumns} FROM attachments
       WHERE source_id = ? AND kind = ? AND (node_id IS NULL OR node_id = ?) ORDER BY modified_at, id`,
      source,
      kind,
      node,
    )
    .map((row) => attachmentRow.parse(row))
}

/** Files of one kind of all nodes of a source. */
export function attachmentsOfSource(db: ReadableDatabase, source: number, kind: string): AttachmentRow[] {
  return db
    .all(
      `SELECT ${attachmentColumns} FROM attachments WHERE source_id = ? AND kind = ? ORDER BY modified_at, id`,
      source,
      kind,
    )
    .map((row) => attachmentRow.parse(row))
}

const dataRow = z.object({ data: z.instanceof(Buffer) })

/** A configuration's settings, as they were given to `insertSettings`. */
export function settingsOf(db: ReadableDatabase, id: number): unknown {
  const row = db.get('SELECT settings AS data FROM configurations WHERE attachment_id = ?', id)
  return row === undefined ? [] : decompressed(dataRow.parse(row).data)
}

/** Longest event that there is, ms: a day. */
const longestEvent = 86_400_000

/** Events that began or lasted in a stretch of time, both ends included. */
export function eventsBetween(db: ReadableDatabase, id: number, from: number, to: number): EventRow[] {
  return db
    .all(
      `SELECT kind, time, ms, who, user, path FROM log_events
       WHERE attachment_id = ? AND kind IN ('read-lock', 'write-lock', 'pause', 'gc', 'groups', 'journal')
         AND time BETWEEN ? AND ? AND time + ms >= ? ORDER BY time`,
      id,
      from - longestEvent,
      to,
      from,
    )
    .map((row) => eventRow.parse(row))
}

/** Buckets as they were given to `insertAudit`, of all parts that touch the stretch; some may lie outside of it. */
export function* auditBetween(db: ReadableDatabase, id: number, from: number, to: number): Generator {
  const sql =
    'SELECT data FROM audit_digests WHERE attachment_id = ? AND first <= ? AND last >= ? ORDER BY id'
  for (const row of db.all(sql, id, to, from)) yield decompressed(dataRow.parse(row).data)
}

const dumpRow = z.object({ time: z.number(), handlers: z.string() })

/** Thread dumps taken in a stretch of time, both ends included: their handlers as given to `insertThreadDump`. */
export function threadDumpsBetween(
  db: ReadableDatabase,
  id: number,
  from: number,
  to: number,
): { readonly time: number; readonly handlers: unknown }[] {
  const sql =
    'SELECT time, handlers FROM thread_dumps WHERE attachment_id = ? AND time BETWEEN ? AND ? ORDER BY time'
  return db.all(sql, id, from, to).map((row) => {
    const { time, handlers } = dumpRow.parse(row)
    return { time, handlers: JSON.parse(handlers) as unknown }
  })
}

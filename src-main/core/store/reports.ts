// Saved reports, each complete in itself, with what people added to them; deleted ones are kept until they are purged.
import zlib from 'node:zlib'
import { z } from 'zod'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type ReadableDatabase, type WritableDatabase, insertedId } from './database.ts'

const headRow = z.object({
  id: z.number(),
  home: z.number().nullable(),
  created_at: z.number(),
  title: z.string(),
  from_time: z.number(),
  to_time: z.number(),
  incidents: z.number(),
  note: z.string(),
  source_name: z.string(),
  leading: z.string().nullable(),
  received_at: z.number().nullable(),
})

const toHead = (row: unknown): ReportHead => {
  const { home, created_at, from_time, to_time, source_name, received_at, ...same } = headRow.parse(row)
  return {
    ...same,
    sourceId: home,
    createdAt: created_at,
    from: from_time,
    to: to_time,
    sourceName: source_name,
    receivedAt: received_at,
  }
}

/** The source here whose data a report is of: its own, or the one with the node that a received report names. */
const home = `coalesce(reports.source_id, (SELECT n.source_id FROM nodes n JOIN sources s ON s.id = n.source_id
  WHERE s.key = reports.source_key AND n.name = reports.node_name)) AS home`
const headColumns = `reports.id, ${home}, created_at, title, from_time, to_time, incidents, note,
  coalesce(sources.name, reports.source_name) AS source_name, leading, received_at`
const heads = 'reports LEFT JOIN sources ON sources.id = reports.source_id'

/** What a report's row says besides its body. */
type NewHead = Pick<ReportHead, 'createdAt' | 'title' | 'from' | 'to' | 'incidents' | 'leading'>

/** Saves a report's JSON, made with the given model; returns its id. */
export function insertReport(
  db: WritableDatabase,
  head: NewHead & { readonly sourceId: number },
  modelId: string,
  body: string,
): number {
  db.run(
    `INSERT INTO reports (source_id, created_at, title, from_time, to_time, incidents, leading, model_id, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    head.sourceId,
    head.createdAt,
    head.title,
    head.from,
    head.to,
    head.incidents,
    head.leading,
    modelId,
    zlib.zstdCompressSync(body),
  )
  return insertedId(db)
}

/** What there is to know of a report that was made elsewhere. */
export interface Receipt {
  /** Epoch ms. */
  readonly receivedAt: number
  /** Whose data it is of. */
  readonly source: { readonly key: string; readonly name: string; readonly node: string }
  /** The same for the same content. */
  readonly fingerprint: string
  readonly note: string
}

/** Saves the JSON of a report that was made elsewhere; returns its id. Its flagged windows are not counted among ours. */
export function insertReceived(db: WritableDatabase, head: NewHead, receipt: Receipt, body: string): number {
  const { receivedAt, source, fingerprint, note } = receipt
  db.run(
    `INSERT INTO reports (created_at, title, from_time, to_time, incidents, leading, note,
       received_at, source_key, source_name, node_name, fingerprint, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    head.createdAt,
    head.title,
    head.from,
    head.to,
    head.incidents,
    head.leading,
    note,
    receivedAt,
    source.key,
    source.name,
    source.node,
    fingerprint,
    zlib.zstdCompressSync(body),
  )
  return insertedId(db)
}

const idRow = z.object({ id: z.number() })

/** The report that was received with this fingerprint; undefined for none, and for a deleted one. */
export function receivedReport(db: ReadableDatabase, fingerprint: string): number | undefined {
  const sql = 'SELECT id FROM reports WHERE fingerprint = ? AND deleted_at IS NULL'
  const row = db.get(sql, fingerprint)
  return row === undefined ? undefined : idRow.parse(row).id
}

/** Reports that were made here at this moment (epoch ms). */
export function reportsMadeAt(db: ReadableDatabase, createdAt: number): number[] {
  return db
    .all(
      'SELECT id FROM reports WHERE created_at = ? AND received_at IS NULL AND deleted_at IS NULL',
      createdAt,
    )
    .map((row) => idRow.parse(row).id)
}

/** Saved reports, newest first. */
export function listReports(db: ReadableDatabase, limit: number): ReportHead[] {
  return db
    .all(
      `SELECT ${headColumns} FROM ${heads} WHERE deleted_at IS NULL ORDER BY reports.id DESC LIMIT ?`,
      limit,
    )
    .map(toHead)
}

/** One report with its JSON. Throws NOT_FOUND, also for a deleted one. */
export function getReport(db: ReadableDatabase, id: number): { head: ReportHead; body: string } {
  const row = db.get(
    `SELECT ${headColumns}, body FROM ${heads} WHERE reports.id = ? AND deleted_at IS NULL`,
    id,
  )
  if (row === undefined) {
    throw new DeclaredError(
      'NOT_FOUND',
      `There is no report ${String(id)}: "nnad report" lists those there are.`,
    )
  }
  return {
    head: toHead(row),
    body: zlib.zstdDecompressSync(z.instanceof(Buffer).parse(row['body'])).toString(),
  }
}

/** Renames or annotates a report; what is not given stays. Throws NOT_FOUND. */
export function updateReport(
  db: WritableDatabase,
  id: number,
  change: { readonly title?: string | undefined; readonly note?: string | undefined },
): ReportHead {
  db.run(
    'UPDATE reports SET title = coalesce(?, title), note = coalesce(?, note) WHERE id = ? AND deleted_at IS NULL',
    change.title ?? null,
    change.note ?? null,
    id,
  )
  return getReport(db, id).head
}

/** Deletes a report so that it can be restored; `at` is epoch ms. Throws NOT_FOUND. */
export function deleteReport(db: WritableDatabase, id: number, at: number): void {
  if (db.run('UPDATE reports SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', at, id) === 0) {
    throw new DeclaredError('NOT_FOUND', `There is no report ${String(id)} to delete.`)
  }
}

/** Undoes a deletion; a report that was not deleted stays as it is. Throws NOT_FOUND. */
export function restoreReport(db: WritableDatabase, id: number): ReportHead {
  if (db.run('UPDATE reports SET deleted_at = NULL WHERE id = ?', id) === 0) {
    throw new DeclaredError(
      'NOT_FOUND',
      `There is no report ${String(id)} to restore: a deleted one is kept for a week.`,
    )
  }
  return getReport(db, id).head
}

/** Drops for good, anomalies too, what was deleted before a time (epoch ms); returns how many reports. */
export function purgeReports(db: WritableDatabase, before: number): number {
  return db.run('DELETE FROM reports WHERE deleted_at < ?', before)
}

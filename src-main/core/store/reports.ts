// Saved reports, each complete in itself, with what people added to them; deleted ones are kept until they are purged.
import zlib from 'node:zlib'
import { z } from 'zod'
import type { ReportHead } from '../../../src-shared/contract/reports.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const headRow = z.object({
  id: z.number(),
  source_id: z.number(),
  created_at: z.number(),
  title: z.string(),
  from_time: z.number(),
  to_time: z.number(),
  incidents: z.number(),
  note: z.string(),
  source_name: z.string(),
  leading: z.string().nullable(),
})

const toHead = (row: unknown): ReportHead => {
  const { source_id, created_at, from_time, to_time, source_name, ...same } = headRow.parse(row)
  return {
    ...same,
    sourceId: source_id,
    createdAt: created_at,
    from: from_time,
    to: to_time,
    sourceName: source_name,
  }
}

const headColumns = `reports.id, source_id, created_at, title, from_time, to_time, incidents, note,
  sources.name AS source_name, leading`
const heads = 'reports JOIN sources ON sources.id = reports.source_id'

/** Saves a report's JSON, made with the given model; returns its id. */
export function insertReport(
  db: WritableDatabase,
  head: Omit<ReportHead, 'id' | 'note' | 'sourceName'>,
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
  return z.object({ id: z.number() }).parse(db.get('SELECT last_insert_rowid() AS id')).id
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

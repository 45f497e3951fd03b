// Saved reports, each complete in itself, and the anomalies they found.
import zlib from 'node:zlib'
import { z } from 'zod'
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
})

export interface ReportHead {
  readonly id: number
  readonly sourceId: number
  readonly createdAt: number
  readonly title: string
  readonly from: number
  readonly to: number
  readonly incidents: number
}

const toHead = (row: unknown): ReportHead => {
  const { id, source_id, created_at, title, from_time, to_time, incidents } = headRow.parse(row)
  return { id, sourceId: source_id, createdAt: created_at, title, from: from_time, to: to_time, incidents }
}

const headColumns = 'id, source_id, created_at, title, from_time, to_time, incidents'

/** Saves a report's JSON; returns its id. */
export function insertReport(db: WritableDatabase, head: Omit<ReportHead, 'id'>, body: string): number {
  db.run(
    `INSERT INTO reports (source_id, created_at, title, from_time, to_time, incidents, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    head.sourceId,
    head.createdAt,
    head.title,
    head.from,
    head.to,
    head.incidents,
    zlib.zstdCompressSync(body),
  )
  return z.object({ id: z.number() }).parse(db.get('SELECT last_insert_rowid() AS id')).id
}

/** Saved reports, newest first. */
export function listReports(db: ReadableDatabase, limit: number): ReportHead[] {
  return db.all(`SELECT ${headColumns} FROM reports ORDER BY id DESC LIMIT ?`, limit).map(toHead)
}

/** One report with its JSON. Throws NOT_FOUND. */
export function getReport(db: ReadableDatabase, id: number): { head: ReportHead; body: string } {
  const row = db.get(`SELECT ${headColumns}, body FROM reports WHERE id = ?`, id)
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

/** Deletes a report with its anomalies. Throws NOT_FOUND. */
export function deleteReport(db: WritableDatabase, id: number): void {
  if (db.run('DELETE FROM reports WHERE id = ?', id) === 0) {
    throw new DeclaredError('NOT_FOUND', `There is no report ${String(id)} to delete.`)
  }
}

const anomalyRow = z.object({
  time: z.number(),
  score: z.number(),
  threshold: z.number(),
  top_metric: z.string(),
  report_id: z.number(),
})
export type AnomalyRow = z.infer<typeof anomalyRow>

/** Keeps the flagged windows of a report. */
export function insertAnomalies(
  db: WritableDatabase,
  owner: {
    readonly sourceId: number
    readonly nodeId: number
    readonly reportId: number
    readonly threshold: number
  },
  anomalies: readonly { readonly time: number; readonly score: number; readonly topMetric: string }[],
): void {
  for (const { time, score, topMetric } of anomalies) {
    db.run(
      `INSERT OR REPLACE INTO anomalies (source_id, node_id, time, report_id, score, threshold, top_metric)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      owner.sourceId,
      owner.nodeId,
      time,
      owner.reportId,
      score,
      owner.threshold,
      topMetric,
    )
  }
}

/** Kept anomalies of a source within a range, newest first; of several reports on one time the latest counts. */
export function listAnomalies(
  db: ReadableDatabase,
  query: { readonly sourceId: number; readonly from: number; readonly to: number; readonly limit: number },
): AnomalyRow[] {
  return db
    .all(
      `SELECT time, score, threshold, top_metric, max(report_id) AS report_id FROM anomalies
       WHERE source_id = ? AND time BETWEEN ? AND ? GROUP BY node_id, time ORDER BY time DESC LIMIT ?`,
      query.sourceId,
      query.from,
      query.to,
      query.limit,
    )
    .map((row) => anomalyRow.parse(row))
}

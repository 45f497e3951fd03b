// The flagged windows that reports found and keep.
import { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

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

/** Anomalies of a source's reports within a range, newest first; of several reports on one time the latest counts. */
export function listAnomalies(
  db: ReadableDatabase,
  query: { readonly sourceId: number; readonly from: number; readonly to: number; readonly limit: number },
): AnomalyRow[] {
  return db
    .all(
      `SELECT time, score, threshold, top_metric, max(report_id) AS report_id
       FROM anomalies JOIN reports ON reports.id = report_id AND deleted_at IS NULL
       WHERE anomalies.source_id = ? AND time BETWEEN ? AND ?
       GROUP BY node_id, time ORDER BY time DESC LIMIT ?`,
      query.sourceId,
      query.from,
      query.to,
      query.limit,
    )
    .map((row) => anomalyRow.parse(row))
}

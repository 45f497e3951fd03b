// The flagged windows that reports and monitoring found and keep.
import { z } from 'zod'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

const anomalyRow = z.object({
  node_id: z.number(),
  /** Of the window's last row, epoch ms. */
  time: z.number(),
  score: z.number(),
  threshold: z.number(),
  top_metric: z.string(),
  /** The report that found it, and the kept incident that it belongs to; one of them at least. */
  report_id: z.number().nullable(),
  incident_id: z.number().nullable(),
})
export type AnomalyRow = Omit<z.infer<typeof anomalyRow>, 'node_id'>

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

interface AnomalyQuery {
  readonly sourceId: number
  /** Epoch ms, both ends included. */
  readonly from: number
  readonly to: number
  readonly limit: number
}

/** Of several reports, or incidents, on one window the latest counts. */
const ofReports = `SELECT node_id, time, score, threshold, top_metric, max(report_id) AS report_id, NULL AS incident_id
  FROM anomalies JOIN reports ON reports.id = report_id AND deleted_at IS NULL
  WHERE anomalies.source_id = ? AND time BETWEEN ? AND ?
  GROUP BY node_id, time ORDER BY time DESC LIMIT ?`
const ofIncidents = `SELECT node_id, time, score, threshold, top_metric, NULL AS report_id, max(incident_id) AS incident_id
  FROM incidents JOIN incident_windows ON incident_id = incidents.id
  WHERE source_id = ? AND time BETWEEN ? AND ?
  GROUP BY node_id, time ORDER BY time DESC LIMIT ?`

/** Flagged windows of a source within a range, newest first, each of a node once: as monitoring scored it where it did. */
export function listAnomalies(db: ReadableDatabase, query: AnomalyQuery): AnomalyRow[] {
  const { sourceId, from, to, limit } = query
  const found = new Map<string, AnomalyRow>()
  for (const sql of [ofReports, ofIncidents]) {
    for (const row of db.all(sql, sourceId, from, to, limit)) {
      const { node_id, ...anomaly } = anomalyRow.parse(row)
      const key = `${String(node_id)} ${String(anomaly.time)}`
      found.set(key, { ...anomaly, report_id: found.get(key)?.report_id ?? anomaly.report_id })
    }
  }
  return [...found.values()].toSorted((left, right) => right.time - left.time).slice(0, limit)
}

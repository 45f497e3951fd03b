// Reading whole samples to thin them, and putting a mean in the stead of several.
import { z } from 'zod'
import { metricCount } from '../../../src-shared/metrics.ts'
import { columns, signals } from '../../../src-shared/signals.ts'
import { type Sample, status } from '../etl/sample.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { deleteSamples, insertSamples, readRows, readSignals } from './samples.ts'

export interface StoredSample {
  readonly sample: Sample
  /** How many samples it is the mean of; 1 as it was measured. */
  readonly merged: number
  /** Whether its raw document is there. */
  readonly hasDocument: boolean
}

const factsRow = z.object({ safe_mode: z.number(), merged: z.number(), has_document: z.number() })

/** Samples of a node within a range (epoch ms, both included) with all that is kept of them, in the order of time. */
export function readStoredSamples(
  db: ReadableDatabase,
  nodeId: number,
  from: number,
  to: number,
): StoredSample[] {
  const rows = readRows(db, nodeId, from, to)
  const beside = readSignals(db, nodeId, from, to, signals.length)
  const besideAt = new Map(Array.from(beside.times, (time, index) => [time, index]))
  const facts = db.all(
    `SELECT s.safe_mode, s.merged,
       EXISTS (SELECT 1 FROM documents d WHERE d.node_id = s.node_id AND d.time = s.time) AS has_document
     FROM samples s WHERE s.node_id = ? AND s.time BETWEEN ? AND ? ORDER BY s.time`,
    nodeId,
    from,
    to,
  )
  return facts.map((fact, row) => {
    const { safe_mode: safeMode, merged, has_document: hasDocument } = factsRow.parse(fact)
    const time = rows.times[row] ?? Number.NaN
    const values = new Float64Array(columns.length).fill(Number.NaN)
    const states = new Uint8Array(columns.length).fill(status.missing)
    values.set(rows.values.subarray(row * metricCount, (row + 1) * metricCount))
    states.set(rows.status.subarray(row * metricCount, (row + 1) * metricCount))
    const at = besideAt.get(time)
    if (at !== undefined) {
      values.set(beside.values.subarray(at * signals.length, (at + 1) * signals.length), metricCount)
      states.set(beside.status.subarray(at * signals.length, (at + 1) * signals.length), metricCount)
    }
    const sample: Sample = {
      time,
      break: rows.breaks[row] ?? null,
      haState: rows.haStates[row] ?? 'unknown',
      safeMode: safeMode === 1,
      interval: rows.intervals[row] ?? Number.NaN,
      values,
      status: states,
    }
    return { sample, merged, hasDocument: hasDocument === 1 }
  })
}

/** Puts one sample in the stead of those of the given times, `merged` samples in all; the buckets stay as they are. */
export function replaceSamples(
  db: WritableDatabase,
  nodeId: number,
  times: readonly number[],
  sample: Sample,
  merged: number,
): void {
  deleteSamples(db, nodeId, times)
  insertSamples(db, nodeId, [sample])
  db.run('UPDATE samples SET merged = ? WHERE node_id = ? AND time = ?', merged, nodeId, sample.time)
}

const thinnedRow = z.object({ thinned_to: z.number().nullable() })
const firstRow = z.object({ first: z.number().nullable() })

/** How far a node's samples were thinned, epoch ms; undefined: none of them. */
export function thinnedTo(db: ReadableDatabase, nodeId: number): number | undefined {
  return thinnedRow.parse(db.get('SELECT thinned_to FROM nodes WHERE id = ?', nodeId)).thinned_to ?? undefined
}

/** Notes how far a node's samples were thinned. */
export function markThinnedTo(db: WritableDatabase, nodeId: number, time: number): void {
  db.run('UPDATE nodes SET thinned_to = ? WHERE id = ?', time, nodeId)
}

/** Time of a node's first sample at or after a time, epoch ms; undefined where there is none. */
export function nextSample(db: ReadableDatabase, nodeId: number, from: number): number | undefined {
  const sql = 'SELECT min(time) AS first FROM samples WHERE node_id = ? AND time >= ?'
  return firstRow.parse(db.get(sql, nodeId, from)).first ?? undefined
}

/**
 * Removes samples that a node has at the given times, rising, and buckets that are left without any. Whole hours: the times
 * must be of before the start of an hour from which on all stay.
 */
export function expireSamples(db: WritableDatabase, nodeId: number, times: readonly number[]): void {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return
  deleteSamples(db, nodeId, times)
  const hour = 3_600_000
  db.run(
    `DELETE FROM sample_buckets WHERE node_id = ? AND width IN (60000, 600000, 3600000) AND time BETWEEN ? AND ?
       AND NOT EXISTS (SELECT 1 FROM samples s WHERE s.node_id = sample_buckets.node_id
         AND s.time >= sample_buckets.time AND s.time < sample_buckets.time + sample_buckets.width)`,
    nodeId,
    Math.floor(first / hour) * hour,
    last,
  )
}
